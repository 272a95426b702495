"""重点任务 on the pages of a form: nothing typed is lost, and reviewers see what was handed up."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.services import CommitmentEntry, Pledge, accept_reports, add_commitments, report_commitments
from reporting import services
from reporting.models import TEXTS, Row
from reporting.services import Entry
from tests.integration.reporting.conftest import LATER, build_office
from tests.integration.reporting.desk import Desk, promise
from tests.integration.world import AT, World


@pytest.fixture
def desk(world: World) -> Desk:
    promise(world)
    return Desk(build_office(world))


def address(desk: Desk) -> str:
    return reverse("reporting:submission", args=[desk.office.county.pk])


def body(desk: Desk, **changes: str) -> dict[str, str]:
    """What a browser sends back for the commitments: as shown, save what `changes` names."""
    found = {}
    for row in Row.objects.filter(submission=desk.office.county, commitment__isnull=False):
        found |= {f"{name}-{row.pk}": getattr(row, name) for name in TEXTS}
        found[f"seen-{row.pk}"] = f"{row.revision}.{row.digest}"
    return {**found, **changes}


def section(browser: Client, desk: Desk) -> str:
    """The table 重点任务, tags and all."""
    text = browser.get(address(desk)).content.decode()
    found = re.search(r'<table class="data entry stacks commitments">.*?</table>', text, re.DOTALL)
    assert found is not None
    return found.group()


def post(browser: Client, desk: Desk, action: str, sent: dict[str, Any]) -> Any:
    return browser.post(address(desk), {"action": action, **sent})


def test_section_shows_what_was_promised_and_last_years_report(desk: Desk) -> None:
    text = section(desk.office.browser("clerk"), desk)
    for part in (
        "专栏1",
        "零工驿站",
        "≥10 个",
        "2025 年完成",
        "每年",
        "每两年举办一届",
        "2024 年 推进中",
        "可不填",
    ):
        assert part in text
    row = desk.row("零工驿站")
    for name in (f"typed-{row.pk}", f"progress-{row.pk}", f"note-{row.pk}", f"seen-{row.pk}"):
        assert f'name="{name}"' in text


def test_form_without_commitments_has_no_such_section(office: Any) -> None:
    url = reverse("reporting:submission", args=[office.county.pk])
    assert "重点任务" not in office.browser("clerk").get(url).content.decode()


def test_counts_of_the_form_include_commitments(desk: Desk) -> None:
    text = desk.office.browser("clerk").get(address(desk)).content.decode()
    assert "草稿 7 项" in text
    assert "共 7 项" in desk.office.browser("clerk").get("/").content.decode()


def test_what_is_typed_is_saved_as_typed(desk: Desk) -> None:
    row, browser = desk.row("零工驿站"), desk.office.browser("clerk")
    sent = body(desk) | {
        f"typed-{row.pk}": "六七个",
        f"progress-{row.pk}": "delayed",
        f"note-{row.pk}": "两处未验收",
    }
    assert post(browser, desk, "save", sent).status_code == 302
    text = section(browser, desk)
    assert 'value="六七个"' in text
    assert '<option value="delayed" selected>' in text
    assert "两处未验收" in text
    assert "“六七个”不是" in text
    assert 'aria-invalid="true"' in text


def test_handing_up_with_blanks_names_each_and_leads_to_its_cell(desk: Desk) -> None:
    desk.office.fill()
    answer = post(desk.office.browser("clerk"), desk, "submit", body(desk))
    text = answer.content.decode()
    row = desk.row("零工驿站")
    assert answer.status_code == 200
    assert text.count("未选进展") >= 3
    assert f'href="#typed-{row.pk}"' in text
    assert desk.row("零工驿站").state == "draft"


def test_what_somebody_else_saved_is_shown_in_words_and_mine_stays_in_the_cell(desk: Desk) -> None:
    row, browser = desk.row("零工驿站"), desk.office.browser("clerk")
    mine = body(desk) | {f"typed-{row.pk}": "6", f"progress-{row.pk}": "under_way"}
    entry = Entry(row.pk, row.revision, "8", progress="done", note="全部建成")
    services.save_rows(
        submission_id=desk.office.county.pk, entries=[entry], by=desk.office.people["second_clerk"], at=AT
    )
    text = post(browser, desk, "save", mine).content.decode()
    for part in ("李红", "完成数量", "<b>8</b>", "<b>已完成</b>", "<b>推进中</b>", "<b>全部建成</b>"):
        assert part in text
    assert 'value="6"' in text
    assert desk.row("零工驿站").typed == "8"


def test_refused_text_stays_in_its_cell(desk: Desk) -> None:
    row = desk.row("零工驿站")
    sent = body(desk) | {f"note-{row.pk}": "长" * 501, f"progress-{row.pk}": "done"}
    text = post(desk.office.browser("clerk"), desk, "save", sent).content.decode()
    assert "最多 500 字，现有 501 字" in text
    assert "长" * 501 in text
    assert desk.row("零工驿站").note == ""


def test_returned_commitment_shows_the_comment(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    services.return_for_correction(
        submission_id=desk.office.county.pk,
        row_ids=[desk.row("零工驿站").pk],
        comment="与台账不符",
        by=desk.office.people["county_reviewer"],
        at=LATER,
    )
    text = section(desk.office.browser("clerk"), desk)
    assert "与台账不符" in text
    assert f'name="typed-{desk.row("零工驿站").pk}"' in text
    assert f'name="typed-{desk.row("招聘活动").pk}"' not in text


def test_accepted_commitment_is_corrected_and_the_correction_dropped_from_the_page(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    desk.office.review()
    desk.office.accept()
    row, browser = desk.row("零工驿站"), desk.office.browser("clerk")
    assert f'name="correct" value="{row.pk}"' in section(browser, desk)
    browser.post(address(desk), {"correct": str(row.pk), f"reason-{row.pk}": "漏计两处"})
    text = section(browser, desk)
    assert "漏计两处" in text
    assert "已接收 6，推进中" in text
    assert f'name="typed-{row.pk}"' in text
    browser.post(address(desk), {"drop": str(row.pk)})
    assert desk.row("零工驿站").state == "accepted"


def test_reviewer_sees_what_was_handed_up_and_may_tick_it(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    text = section(desk.office.browser("county_reviewer"), desk)
    row = desk.row("零工驿站")
    for part in ("还差 4 个", "已达到", "进度滞后", "场馆未定", "已上报", "2024 年 推进中"):
        assert part in text
    assert re.search(rf'name="row"\s+value="{row.pk}"', text)


def test_reviewer_sees_nothing_of_a_draft(desk: Desk) -> None:
    desk.type_in("零工驿站", "77", note="还没核对")
    text = section(desk.office.browser("county_reviewer"), desk)
    assert "77" not in text
    assert "还没核对" not in text
    assert "填报中" in text


def test_reviewer_returns_a_ticked_commitment(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    row = desk.row("零工驿站")
    sent = {"action": "return", "row": [row.pk], "comment": "请附验收文件"}
    assert desk.office.browser("county_reviewer").post(address(desk), sent).status_code == 302
    assert (desk.row("零工驿站").state, desk.row("零工驿站").comment) == ("returned", "请附验收文件")
    assert desk.row("招聘活动").state == "submitted"


@pytest.mark.parametrize("person", ["stranger", "bystander"])
def test_strangers_find_nothing(desk: Desk, person: str) -> None:
    assert desk.office.browser(person).get(address(desk)).status_code == 404


@pytest.mark.parametrize("person", ["clerk", "county_reviewer"])
def test_queries_do_not_grow_with_commitments(
    world: World,
    count_queries: Callable[[Callable[[], object]], int],
    person: str,
) -> None:
    """2 commitments and 40, each with a report of last year."""
    plan = world.plans["980101"]
    few = add_commitments(plan_id=plan.pk, pledges=_many(2), by=None, at=AT)
    office = build_office(world)
    desk = Desk(office)
    browser = office.browser(person)
    browser.get(address(desk))
    counted = count_queries(lambda: browser.get(address(desk)))
    many = add_commitments(plan_id=plan.pk, pledges=_many(38, start=2), by=None, at=AT)
    Row.objects.bulk_create(Row(submission=office.county, commitment=each) for each in many)
    entries = [CommitmentEntry(each.pk, 2024, "done", Decimal(1), "1") for each in (*few, *many)]
    reports = report_commitments(entries=entries, by=None, at=AT)
    accept_reports(report_ids=[report.pk for report in reports], by=None, at=AT)
    assert section(browser, desk).count("2024 年 已完成") == 40
    assert count_queries(lambda: browser.get(address(desk))) == counted


def _many(count: int, start: int = 0) -> list[Pledge]:
    return [
        Pledge(name=f"任务{number}", quantity=Decimal(2), unit="个") for number in range(start, start + count)
    ]
