"""更多, findings with their notes, who stands for the form: what a row holds besides its figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from indicators.calc import parse_figure
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.services import create_plan
from reporting import services
from reporting.forms import entries_of, responsible_of
from reporting.models import Comment, Evidence, Extension, Row, Submission
from reporting.pages.entry import EntryPage, entry_page
from reporting.pages.entry_rows import EntryRow
from reporting.queries import submission_shown
from tests.integration.reporting.conftest import GOOD, LATER, Office
from tests.integration.reporting.test_entry_page import address, body_of, post
from tests.integration.world import AT

Count = Callable[[Callable[[], object]], int]


def page_of(office: Office, person: str = "clerk") -> EntryPage:
    user = office.people[person]
    form = submission_shown(user, office.county.pk)
    assert form is not None
    return entry_page(user=user, submission=form, now=LATER)


def shown(office: Office, indicator: str) -> EntryRow:
    rows = {row.id: row for section in page_of(office).sections for row in section.rows}
    return rows[office.row(indicator).pk]


def test_only_rates_ask_for_numerator_and_denominator(office: Office) -> None:
    asked = {code: shown(office, code).more.is_rate for code in GOOD}
    assert asked == {"new_jobs": False, "unemployment": True, "pension": True, "skill_mix": False}
    text = office.browser("clerk").get(address(office)).content.decode()
    assert f'name="numerator-{office.row("pension").pk}"' in text
    assert f'name="numerator-{office.row("new_jobs").pk}"' not in text


def test_more_comes_back_as_saved_and_is_marked_on_its_summary(office: Office) -> None:
    row = office.row("pension").pk
    inside = {
        f"nature-{row}": "preliminary",
        f"numerator-{row}": "19.1",
        f"denominator-{row}": "20",
        f"break_note-{row}": "改用常住人口",
    }
    browser = office.browser("clerk")
    assert post(browser, office, "save", {**body_of(office, pension="95.5"), **inside}).status_code == 302
    assert shown(office, "pension").more.marks == ("初步数", "分子分母", "口径变化")
    text = browser.get(address(office)).content.decode()
    assert '<option value="preliminary" selected>初步数</option>' in text
    assert 'value="19.1"' in text
    assert ">改用常住人口</textarea>" in text
    assert text.count('class="mark-inside"') == 3


def test_a_field_that_the_page_does_not_have_leaves_its_text_as_stored(office: Office) -> None:
    row = office.row("new_jobs")
    Row.objects.filter(pk=row.pk).update(numerator="7")
    body = {name: text for name, text in body_of(office, new_jobs="6.2").items() if "numerator" not in name}
    assert post(office.browser("clerk"), office, "save", body).status_code == 302
    row.refresh_from_db()
    assert (row.typed, row.numerator) == ("6.2", "7")


def test_comments_are_counted_on_the_summary(office: Office) -> None:
    for text in ("请附依据。", "已附。"):
        Comment.objects.create(row=office.row("pension"), text=text, by=office.people["reviewer"], at=AT)
    assert shown(office, "pension").more.marks == ("意见 2",)
    assert "请附依据。" in office.browser("clerk").get(address(office)).content.decode()


def test_the_page_asks_as_often_however_much_is_inside(office: Office, count_queries: Count) -> None:
    def say(*codes: str) -> None:
        for code in codes:
            row = office.row(code)
            digest = f"{Evidence.objects.count():064d}"
            Comment.objects.create(row=row, text="请附依据。", by=office.people["reviewer"], at=AT)
            Evidence.objects.create(
                row=row, name="依据.pdf", media_type="application/pdf", size=9, digest=digest,
                added_by=office.people["clerk"], added_at=AT,
            )  # fmt: skip

    browser = office.browser("clerk")
    office.fill()
    say("pension")
    browser.get(address(office))
    few = count_queries(lambda: browser.get(address(office)))
    say("new_jobs", "unemployment", "skill_mix", "pension")
    assert count_queries(lambda: browser.get(address(office))) == few


def test_other_plans_of_the_region_that_use_the_figure_are_named(office: Office) -> None:
    promise = Promise(
        indicator_id=office.world.indicators["pension"].pk, name="参保率", unit="%", attribute="expected",
        target_year=2030, target=parse_figure("97"), baseline=parse_figure("95"), baseline_year=2025,
        number="7",
    )  # fmt: skip
    for region, published in (("980101", True), ("980101", False), ("980100", True)):
        plan = create_plan(
            region_id=region, title=f"{region}{published}社保规划", start_year=2026, end_year=2030, by=None,
            at=AT, issuer="人民政府",
        )  # fmt: skip
        add_promises(plan_id=plan.pk, promises=[promise], by=None, at=AT)
        if published:
            publish_plan(plan_id=plan.pk, by=None, at=AT)
    uses = shown(office, "pension").more.uses
    assert [(use.plan, use.number, use.is_baseline) for use in uses] == [("980101True社保规划", "7", True)]
    assert shown(office, "new_jobs").more.uses == ()
    assert (
        "《980101True社保规划》第 7 项（作基数）"
        in office.browser("clerk").get(address(office)).content.decode()
    )


def doubtful(office: Office, note: str = "") -> int:
    """A figure that is allowed but asks for a word: 5.0 last year, more than half as much again now."""
    entry = office.entry("unemployment", "9.9", note=note)
    services.save_rows(submission_id=office.county.pk, entries=[entry], by=office.people["clerk"], at=AT)
    return office.row("unemployment").pk


def test_a_warning_brings_the_note_beside_it(office: Office) -> None:
    row = doubtful(office)
    text = office.browser("clerk").get(address(office)).content.decode()
    assert re.search(rf'data-note-slot="{row}">\s*<input class="note-input"', text)
    assert re.search(rf'data-note-home="{row}"></span>', text)
    assert text.count(f'name="note-{row}"') == 1
    assert "<b>须说明</b>" in text
    assert (page_of(office).warnings, page_of(office).answered) == (1, 0)


def test_an_answered_warning_says_so_and_lets_the_form_pass(office: Office) -> None:
    office.fill()
    doubtful(office, note="登记口径扩大")
    page = page_of(office)
    assert (page.warnings, page.answered) == (1, 1)
    browser = office.browser("clerk")
    assert "<b>已说明</b>" in browser.get(address(office)).content.decode()
    assert post(browser, office, "submit", body_of(office)).status_code == 302


def test_handing_up_leads_to_the_note_that_is_missing(office: Office) -> None:
    office.fill()
    row = doubtful(office)
    text = post(office.browser("clerk"), office, "submit", body_of(office)).content.decode()
    assert f'href="#note-{row}"' in text
    note = re.search(rf'<input class="note-input"\s+id="note-{row}".*?>', text, re.DOTALL)
    assert note is not None
    assert 'aria-invalid="true"' in note.group()
    assert "autofocus" in note.group()
    assert text.count("autofocus") == 1


def test_the_responsible_is_saved_with_the_form(office: Office) -> None:
    browser = office.browser("clerk")
    body = {**body_of(office), "responsible": "郑局长", "responsible-seen": "郑局"}
    assert post(browser, office, "save", body).status_code == 302
    assert Submission.objects.get(pk=office.county.pk).responsible == "郑局长"
    assert "已保存单位负责人" in browser.get(address(office)).content.decode()


def test_a_responsible_left_as_shown_undoes_nobodys_change(office: Office) -> None:
    body = {**body_of(office, pension="95"), "responsible": "", "responsible-seen": ""}
    assert post(office.browser("clerk"), office, "save", body).status_code == 302
    assert Submission.objects.get(pk=office.county.pk).responsible == "郑局"


def test_handing_up_without_a_responsible_leads_to_the_field(office: Office) -> None:
    office.fill()
    Submission.objects.update(responsible="")
    text = post(office.browser("clerk"), office, "submit", body_of(office)).content.decode()
    assert 'href="#responsible"' in text
    field = re.search(r'<input class="responsible".*?>', text, re.DOTALL)
    assert field is not None
    assert 'aria-invalid="true"' in field.group()
    assert "autofocus" in field.group()
    assert office.states() == ["draft"] * 4


def test_a_responsible_that_cannot_be_kept_stays_in_its_field(office: Office) -> None:
    body = {**body_of(office, pension="95"), "responsible": "长" * 61, "responsible-seen": "郑局"}
    text = post(office.browser("clerk"), office, "save", body).content.decode()
    assert "最多 60 字" in text
    assert f'value="{"长" * 61}"' in text
    assert 'value="95"' in text


def test_the_foot_names_who_signed(office: Office) -> None:
    office.fill()
    assert (page_of(office).foot.filled_by, page_of(office).foot.reported) == ("", "")
    office.submit()
    office.review()
    foot = page_of(office).foot
    assert (foot.responsible, foot.filled_by, foot.reviewed_by) == ("郑局", "陈录", "夏核")
    assert foot.reported == "2025 年 3 月 1 日"


def test_an_extension_is_told_with_its_reason(office: Office) -> None:
    Extension.objects.create(
        submission=office.county, until_date=date(2025, 4, 20), reason="机构改革",
        granted_by=office.people["planner"], granted_at=AT,
    )  # fmt: skip
    text = office.browser("clerk").get(address(office)).content.decode()
    assert "原定 2025 年 3 月 31 日截止，延至 2025 年 4 月 20 日" in text
    assert "延期原因：机构改革" in text


def test_a_closed_round_is_open_again_while_an_extension_runs(office: Office) -> None:
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    browser = office.browser("clerk")
    assert '<input class="cell' not in browser.get(address(office)).content.decode()
    Extension.objects.create(
        submission=office.county, until_date=timezone.localdate() + timedelta(days=3), reason="补报",
        granted_by=office.people["planner"], granted_at=AT,
    )  # fmt: skip
    text = browser.get(address(office)).content.decode()
    assert text.count('<input class="cell') == 4
    assert "本表延至" in text


def test_the_last_year_of_a_plan_has_no_column_for_the_years_to_come(office: Office) -> None:
    assert page_of(office).hides_pace
    assert "每年还要" not in office.browser("clerk").get(address(office)).content.decode()
    plan = office.world.plans["980101"]
    type(plan).objects.filter(pk=plan.pk).update(end_year=2026)
    page = page_of(office)
    assert (page.hides_pace, page.columns) == (False, 13)


def test_oneself_in_another_window_is_told_as_such(office: Office) -> None:
    stale = body_of(office, pension="95")
    office.fill(pension="94")
    text = post(office.browser("clerk"), office, "save", stale).content.decode()
    assert "您在另一窗口" in text
    assert "陈录" not in text.split('id="conflict-')[office_place(office, "pension")]


def office_place(office: Office, indicator: str) -> int:
    """Which of the rows of the page it is, from 1."""
    ids = [row.id for section in page_of(office).sections for row in section.rows]
    return ids.index(office.row(indicator).pk) + 1


def test_what_is_not_kept_is_told_apart_from_what_is_kept_but_wrong(office: Office) -> None:
    office.fill(unemployment="105")
    stale = body_of(office, pension="95")
    services.save_rows(
        submission_id=office.county.pk, entries=[office.entry("pension", "94")],
        by=office.people["second_clerk"], at=LATER,
    )  # fmt: skip
    text = post(office.browser("clerk"), office, "save", stale).content.decode()
    assert "有 1 项没有保存" in text
    assert "另有 1 项须改正后才能上报（内容已保存）" in text


@pytest.mark.parametrize("typed", [None, "郑局"])
def test_responsible_of_an_untouched_field_is_none(typed: str | None) -> None:
    body = QueryDict(mutable=True)
    if typed is not None:
        body.update({"responsible": typed, "responsible-seen": typed})
    assert responsible_of(body) is None
    assert entries_of(body, []) == []
