"""指标目录: the list, an entry, the form with its preview, aliases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, IndicatorAlias
from indicators.services.catalogue import add_alias, add_indicator
from plans.models import Plan
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
LIST, NEW = reverse("indicators:catalogue"), reverse("indicators:add_entry")
EVERYBODY = ("clerk", "reviewer", "leader", "analyst", "planner", "administrator", "stranger")


def address(name: str, code: str = "pension") -> str:
    return reverse(f"indicators:{name}", args=[code])


def typed(**values: str) -> dict[str, str]:
    return {
        "name": "村级服务站覆盖率", "code": "", "unit": "%", "domain": "公共服务", "definition": "定义。",
        "scope_notes": "", "aliases": "", "basis": "level", "sense": "higher", "limit_low": "0",
        "limit_high": "100", "is_additive": "no", "decimals": "1", "parent": "", "adds_to": "",
        "jump_notice": "20", "jump_warning": "50", **values,
    }  # fmt: skip


def as_it_stands(world: World, **values: str) -> dict[str, str]:
    pension = world.indicators["pension"]
    stored = {name: getattr(pension, name) for name in ("name", "domain", "definition")}
    return typed(**{**stored, "decimals": "2", **values})


@pytest.mark.parametrize("person", EVERYBODY)
def test_everyone_with_a_grant_reads_the_catalogue(signed_in: SignedIn, person: str) -> None:
    browser = signed_in(person)
    assert "基本养老保险参保率" in browser.get(LIST).content.decode()
    assert "期末水平与目标比较" in browser.get(address("entry")).content.decode()


def test_who_has_no_grant_finds_nothing(world: World, signed_in: SignedIn) -> None:
    world.people["stranger"].grants.all().delete()
    browser = signed_in("stranger")
    assert browser.get(LIST).status_code == 404
    assert browser.get(address("entry")).status_code == 404


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "analyst", "stranger"])
def test_nobody_else_finds_the_forms(world: World, signed_in: SignedIn, person: str) -> None:
    browser = signed_in(person)
    alias = add_alias(indicator_id=world.indicators["pension"].pk, name="另名", by=None, at=AT)
    remove = reverse("indicators:remove_alias", args=["pension", alias.pk])
    assert browser.get(NEW).status_code == 404
    assert browser.get(address("change_entry")).status_code == 404
    assert browser.post(address("add_alias"), {"name": "又一个"}).status_code == 404
    assert browser.post(remove).status_code == 404
    assert IndicatorAlias.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?domain=就业", {"new_jobs", "unemployment"}),
        ("?basis=level", {"pension"}),
        ("?sense=composition", {"skill_mix"}),
        ("?q=参保", {"pension"}),
        ("?q=UNEMPLOY", {"unemployment"}),
        ("?q=养老保障", {"pension"}),
        ("?domain=没有的领域&basis=x", {"new_jobs", "unemployment", "pension", "skill_mix"}),
        ("?q=\x00没有", set()),
    ],
)
def test_list_is_narrowed(world: World, signed_in: SignedIn, query: str, shown: set[str]) -> None:
    add_alias(indicator_id=world.indicators["pension"].pk, name="养老保障参保率", by=None, at=AT)
    answer = signed_in("leader").get(LIST + query)
    groups = answer.context["page"].groups
    assert {line.code for _, lines in groups for line in lines} == shown


def test_entry_lists_only_plans_the_reader_may_see(world: World, signed_in: SignedIn) -> None:
    page = signed_in("stranger").get(address("entry")).context["page"]
    assert [line.region for line in page.plans] == ["示范省"]
    assert page.others == 2
    Plan.objects.filter(region="980100").update(state=Plan.State.DRAFT)
    page = signed_in("planner").get(address("entry")).context["page"]
    assert [(line.region, line.is_draft) for line in page.plans] == [
        ("示范省", False), ("甲市", True), ("东县", False),
    ]  # fmt: skip


def test_planner_adds_an_entry(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    answer = browser.post(NEW, typed(aliases="服务站覆盖率\n村站覆盖率；村级站覆盖率"), follow=True)
    made = Indicator.objects.get(name="村级服务站覆盖率")
    assert answer.redirect_chain == [(address("entry", made.code), 302)]
    assert made.aliases.count() == 3
    assert "已加入目录" in answer.content.decode()


def test_what_was_looked_for_in_vain_is_offered_as_a_name(world: World, signed_in: SignedIn) -> None:
    page = signed_in("planner").get(f"{LIST}?q=夜市").context["page"]
    form = signed_in("planner").get(page.add_url).context["form"]
    assert form["name"].value() == "夜市"
    assert form["code"].value().startswith("x_")


def test_wrong_values_come_back_with_what_was_typed(world: World, signed_in: SignedIn) -> None:
    data = typed(name="城镇新增就业", code="有汉字", decimals="9", limit_low="many", basis="")
    text = signed_in("planner").post(NEW, data).content.decode()
    for words in ("代码只能用英文字母", "请填数值", "请选择口径", 'value="many"', "您填的内容都还在"):
        assert words in text
    text = signed_in("planner").post(NEW, typed(name="城镇新增就业", aliases="a" * 90)).content.decode()
    assert "超过 80 个字" in text
    text = signed_in("planner").post(NEW, typed(aliases="城镇新增就业")).content.decode()
    assert "代码 new_jobs" in text


def test_change_of_verdicts_is_shown_first_and_then_confirmed(world: World, signed_in: SignedIn) -> None:
    browser, url = signed_in("administrator"), address("change_entry")
    seen = browser.get(url).context["page"].seen
    data = as_it_stands(world, sense="lower", seen=seen)
    answer = browser.post(url, data)
    assert (answer.context["effect"].plan_count, answer.context["effect"].row_count) == (3, 3)
    assert Indicator.objects.get(code="pension").sense == "higher"
    again = browser.post(url, {**data, "sense": "higher", "shown_for": answer.context["shown_for"]})
    assert again.status_code == 302  # nothing differs any more, so there is nothing to confirm
    done = browser.post(url, {**data, "shown_for": answer.context["shown_for"]})
    assert done.status_code == 302
    assert Indicator.objects.get(code="pension").sense == "lower"


def test_impossible_change_is_refused_before_its_effect_is_shown(world: World, signed_in: SignedIn) -> None:
    answer = signed_in("administrator").post(address("change_entry"), as_it_stands(world, unit="人"))
    assert answer.context["effect"] is None
    assert "改单位会使它们变成另一个数" in answer.content.decode()


def test_stale_form_is_told_and_nothing_is_overwritten(world: World, signed_in: SignedIn) -> None:
    data = as_it_stands(world, scope_notes="说明", seen="0123456789abcdef")
    answer = signed_in("administrator").post(address("change_entry"), data)
    assert "他人改动了这个指标" in answer.content.decode()
    assert Indicator.objects.get(code="pension").scope_notes == ""


def test_alias_is_added_refused_and_removed(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("administrator")
    assert browser.post(address("add_alias"), {"name": "养老参保率"}).status_code == 302
    refused = browser.post(address("add_alias", "new_jobs"), {"name": "养老参保率"}).content.decode()
    assert "已是指标“基本养老保险参保率”" in refused
    assert 'value="养老参保率"' in refused
    assert "请填写别名" in browser.post(address("add_alias"), {"name": " "}).content.decode()
    alias = IndicatorAlias.objects.get()
    browser.post(reverse("indicators:remove_alias", args=["new_jobs", alias.pk]))
    assert IndicatorAlias.objects.exists()  # it is not one of that entry
    browser.post(reverse("indicators:remove_alias", args=["pension", alias.pk]))
    assert not IndicatorAlias.objects.exists()


@pytest.mark.parametrize("url", [LIST, f"{LIST}?q=测"])
def test_list_makes_as_many_queries_for_two_as_for_forty(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int], url: str
) -> None:
    browser = signed_in("planner")
    _add(2)
    browser.get(url)  # the first request after signing in also stores the session
    few = count_queries(lambda: browser.get(url))
    _add(40)
    assert count_queries(lambda: browser.get(url)) == few


def _add(count: int) -> None:
    for place in range(count):
        name = f"测项{count}-{place}"
        add_indicator(
            name=name, unit="", domain="测", definition="定义", basis="level", sense="higher",
            aliases=[f"{name}别名"], by=None, at=AT,
        )  # fmt: skip
