"""Excel 填报: fill in, send in, look, take over; and everything that must not happen on the way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from plans.models import Commitment
from reporting import services
from reporting.models import TEXTS, Row, Upload
from tests.integration.reporting.conftest import Office
from tests.integration.reporting.sheets import OTHERS, decide, download, filled, place, send, shown_texts
from tests.integration.world import AT
from tests.unit.reporting.excel_files import with_cell, with_number, with_text

pytestmark = pytest.mark.usefixtures("in_time")
FULL = {
    "typed": "＞6.3", "nature": "预计数", "note": "=1+1 不是公式", "cause": "原因\n第二行",
    "measure": "@措施", "numerator": "12.5", "denominator": "100", "break_note": "口径扩大到灵活就业",
}  # fmt: skip


@pytest.fixture
def promised(office: Office) -> Row:
    """A commitment in the county's form."""
    commitment = Commitment.objects.create(
        plan=office.world.plans["980101"], position=1, section="专栏 1", name="建设实训基地", quantity=5,
        unit="个", text="5 个", due_year=2025,
    )  # fmt: skip
    return Row.objects.create(submission=office.county, commitment=commitment)


def texts_of(row: Row) -> dict[str, str]:
    row.refresh_from_db()
    return {name: getattr(row, name) for name in TEXTS}


# There and back ------------------------------------------------------------------------------------------


def test_a_filled_in_sheet_becomes_the_rows(office: Office, promised: Row) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "new_jobs", **FULL)
    code = f"ZD{promised.commitment_id}"
    data = filled(data, code, typed="3", progress="推进中", note="已开工 3 个")
    body = send(browser, office.county, data).content.decode()
    assert "核对 Excel 表" in body
    for text in (
        "＞6.3",
        "预计数",
        "=1+1 不是公式",
        "推进中",
        "建设实训基地",
        place(data, "new_jobs", "typed")[1],
    ):
        assert text in body
    assert office.row("new_jobs").typed == ""
    told = decide(browser, Upload.objects.get(), "take")
    assert "已从 Excel 表采用 2 项" in told
    assert texts_of(office.row("new_jobs")) == {**FULL, "nature": "estimate", "progress": ""}
    found = texts_of(promised)
    assert (found["typed"], found["progress"], found["note"]) == ("3", "under_way", "已开工 3 个")
    again = shown_texts(download(browser, office.county), "new_jobs")
    assert {name: again[name] for name in FULL} == FULL
    event = Event.objects.get(action="sheet.taken")
    assert (event.by_name, event.details["rows"]) == (office.people["clerk"].label, 2)


def test_sending_back_the_sheet_untouched_changes_nothing(office: Office, promised: Row) -> None:
    office.fill()
    browser = office.browser("clerk")
    body = send(browser, office.county, download(browser, office.county)).content.decode()
    assert "没有改动" in body
    assert Upload.objects.get().content["rows"] == []
    assert "没有可以采用的项" in decide(browser, Upload.objects.get(), "take")
    assert office.row("pension").revision == 1


@pytest.mark.parametrize(
    "typed",
    ["95.5", "９５．５", "＞90", "≥96", "60—65", "1∶4∶5", "〔350〕", "—", "0", "1,234.5", "约十万", "-0.3"],
)
def test_every_way_of_writing_a_figure_survives_the_sheet(office: Office, typed: str) -> None:
    browser = office.browser("clerk")
    send(browser, office.county, filled(download(browser, office.county), "pension", typed=typed))
    decide(browser, Upload.objects.get(), "take_all")
    assert office.row("pension").typed == typed
    assert shown_texts(download(browser, office.county), "pension")["typed"] == typed


def test_a_cell_made_empty_is_shown_and_taken_as_empty(office: Office) -> None:
    office.fill()
    browser = office.browser("clerk")
    body = send(
        browser, office.county, filled(download(browser, office.county), "pension", typed="")
    ).content.decode()
    assert "（空）" in body
    decide(browser, Upload.objects.get(), "take")
    assert office.row("pension").typed == ""


def test_percentages_are_exact_and_told(office: Office) -> None:
    browser = office.browser("clerk")
    data = download(browser, office.county)
    data = with_number(data, place(data, "pension", "typed")[1], "0.955", "0.0%")
    assert "按 95.5% 读入" in send(browser, office.county, data).content.decode()
    decide(browser, Upload.objects.get(), "take")
    assert office.row("pension").typed == "95.5"


def test_a_percentage_where_the_unit_is_no_percent_is_an_error_of_the_checks(office: Office) -> None:
    browser = office.browser("clerk")
    data = download(browser, office.county)
    data = with_number(data, place(data, "new_jobs", "typed")[1], "0.06", "0%")
    body = send(browser, office.county, data).content.decode()
    assert "带有百分号" in body
    assert "含须改正 1 项，存为草稿" in body


def test_rows_with_errors_are_taken_only_when_asked_for(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(filled(download(browser, office.county), "pension", typed="105"), "new_jobs", typed="6.3")
    body = send(browser, office.county, data).content.decode()
    assert "超出该指标的取值范围" in body
    assert "采用 1 项" in body
    assert "采用 2 项（含须改正 1 项，存为草稿）" in body
    decide(browser, Upload.objects.get(), "take")
    assert (office.row("pension").typed, office.row("new_jobs").typed) == ("", "6.3")
    send(browser, office.county, data)
    decide(browser, Upload.objects.first(), "take_all")  # type: ignore[arg-type]
    assert office.row("pension").typed == "105"


def test_odd_cells_keep_their_row_out_and_are_named(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "new_jobs", typed="6.3")
    where = place(data, "pension", "typed")[1]
    data = filled(with_cell(data, where, "<v>#N/A</v>", "e"), "unemployment", nature="大概")
    body = send(browser, office.county, data).content.decode()
    assert f"<b>{where}</b><span>单元格是错误值 #N/A" in body
    assert "“大概”不是可选的值" in body
    decide(browser, Upload.objects.get(), "take_all")
    assert [office.row(code).typed for code in ("new_jobs", "pension", "unemployment")] == ["6.3", "", ""]


def test_texts_that_cannot_be_kept_are_told_before(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "pension", note="长" * 501)
    assert "备注最多 500 字" in send(browser, office.county, data).content.decode()
    decide(browser, Upload.objects.get(), "take_all")
    assert office.row("pension").note == ""


def test_rows_not_in_the_sheet_stay_and_are_named(office: Office) -> None:
    from tests.unit.reporting.excel_files import FIRST, edited

    office.fill()
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "new_jobs", typed="6.4")
    row = place(data, "pension", "typed")[1].lstrip("K")
    data = edited(data, FIRST, rf'<row r="{row}".*?</row>', "")
    body = send(browser, office.county, data).content.decode()
    assert "表中没有的项保持不变：基本养老保险参保率" in body
    decide(browser, Upload.objects.get(), "take")
    assert (office.row("new_jobs").typed, office.row("pension").typed) == ("6.4", "95.5")


def test_the_responsible_person_in_the_foot_is_shown_and_taken(office: Office) -> None:
    from reporting.sheets.opening import grids_of

    browser = office.browser("clerk")
    data = download(browser, office.county)
    row = next(n for n, values in enumerate(grids_of(data)[0].values, 1) if "单位负责人：" in values)
    body = send(browser, office.county, with_text(data, f"B{row}", "王新")).content.decode()
    assert "单位负责人" in body
    assert "王新" in body
    decide(browser, Upload.objects.get(), "take")
    office.county.refresh_from_db()
    assert office.county.responsible == "王新"


# Two people ----------------------------------------------------------------------------------------------


def test_what_another_saved_since_the_download_is_not_overwritten(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "pension", typed="95.1")
    office.fill(by="second_clerk", pension="95.9")
    body = send(browser, office.county, data).content.decode()
    assert "李红于" in body
    assert "没有覆盖" in body
    assert "没有可以采用的项" in decide(browser, Upload.objects.get(), "take_all")
    assert office.row("pension").typed == "95.9"


def test_rows_the_sheet_did_not_touch_keep_what_another_saved(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "pension", typed="95.1")
    services.save_rows(
        submission_id=office.county.pk, entries=[office.entry("new_jobs", "6.9")],
        by=office.people["second_clerk"], at=AT,
    )  # fmt: skip
    send(browser, office.county, data)
    decide(browser, Upload.objects.get(), "take")
    assert (office.row("new_jobs").typed, office.row("pension").typed) == ("6.9", "95.1")


def test_what_another_saves_after_the_preview_is_not_overwritten(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(filled(download(browser, office.county), "pension", typed="95.1"), "new_jobs", typed="6.1")
    send(browser, office.county, data)
    services.save_rows(
        submission_id=office.county.pk, entries=[office.entry("pension", "95.9")],
        by=office.people["second_clerk"], at=AT,
    )  # fmt: skip
    decide(browser, Upload.objects.get(), "take")
    assert (office.row("pension").typed, office.row("new_jobs").typed) == ("95.9", "6.1")


def test_the_same_sheet_can_be_filled_in_further_and_sent_again(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "pension", typed="95.1")
    send(browser, office.county, data)
    decide(browser, Upload.objects.get(), "take")
    body = send(browser, office.county, filled(data, "pension", typed="95.2")).content.decode()
    assert "下载表格之后您在系统里又改过此项" in body
    decide(browser, Upload.objects.first(), "take")  # type: ignore[arg-type]
    assert office.row("pension").typed == "95.2"


# Once, by the one who sent it ----------------------------------------------------------------------------


@pytest.mark.parametrize(("action", "state"), [("take", "taken"), ("drop", "dropped")])
def test_an_upload_is_decided_once(office: Office, action: str, state: str) -> None:
    browser = office.browser("clerk")
    send(browser, office.county, filled(download(browser, office.county), "pension", typed="95.1"))
    decide(browser, Upload.objects.get(), action)
    row = texts_of(office.row("pension"))
    assert (row["typed"] == "95.1") is (action == "take")
    for again in ("take", "take_all", "drop"):
        assert "不能再次处理" in decide(browser, Upload.objects.get(), again)
    assert Upload.objects.get().state == state
    assert texts_of(office.row("pension")) == row
    assert Event.objects.filter(action=f"sheet.{state}").count() == 1
    assert Event.objects.filter(action__startswith="sheet.").count() == 1


def test_an_upload_is_its_sender_s_alone(office: Office) -> None:
    browser = office.browser("clerk")
    send(browser, office.county, filled(download(browser, office.county), "pension", typed="95.1"))
    where = reverse("reporting:shown_upload", args=[office.county.pk, Upload.objects.get().pk])
    for person in (*OTHERS, "second_clerk"):
        other = office.browser(person)
        assert other.get(where).status_code == 404, person
        for action in ("take", "take_all", "drop"):
            assert other.post(where, {"action": action}).status_code == 404, person
    assert Upload.objects.get().state == "shown"


def test_only_clerks_of_the_form_send_sheets_in(office: Office) -> None:
    data = filled(download(office.browser("clerk"), office.county), "pension", typed="95.1")
    where = reverse("reporting:upload", args=[office.county.pk])
    for person in OTHERS:
        assert office.browser(person).get(where).status_code == 404, person
        assert send(office.browser(person), office.county, data).status_code == 404, person
    assert not Upload.objects.exists()


def test_an_upload_belongs_to_its_form(office: Office) -> None:
    browser = office.browser("clerk")
    send(browser, office.county, filled(download(browser, office.county), "pension", typed="95.1"))
    where = reverse("reporting:shown_upload", args=[office.city.pk, Upload.objects.get().pk])
    assert browser.get(where).status_code == 404


# States --------------------------------------------------------------------------------------------------


def test_rows_handed_up_are_shown_and_left_alone(office: Office) -> None:
    browser = office.browser("clerk")
    data = filled(download(browser, office.county), "pension", typed="95.1")
    office.fill()
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("new_jobs").pk], comment="请核对",
        by=office.people["county_reviewer"], at=AT,
    )  # fmt: skip
    body = send(browser, office.county, data).content.decode()
    assert "此项已上报，现在不能填写" in body
    assert "没有可以采用的项" in decide(browser, Upload.objects.get(), "take_all")
    assert office.row("pension").typed == "95.5"


def test_a_form_without_open_rows_takes_no_sheet(office: Office) -> None:
    browser = office.browser("clerk")
    data = download(browser, office.county)
    office.fill()
    office.submit()
    assert "没有可以填写的项" in send(browser, office.county, data).content.decode()
    assert "只供查阅" not in send(browser, office.county, data).content.decode()
    assert not Upload.objects.exists()


def test_a_form_that_has_not_begun_takes_no_sheet(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = office.browser("clerk")
    data = download(browser, office.county)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 1, 1, 8, tzinfo=UTC))
    assert "现在还不能填报" in send(browser, office.county, data).content.decode()
    assert not Upload.objects.exists()


# Cost ----------------------------------------------------------------------------------------------------


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        browser.get(address)
    return len(seen)


def test_cost_does_not_grow_with_the_rows(office: Office) -> None:
    browser, codes = office.browser("clerk"), ("new_jobs", "unemployment", "pension", "skill_mix")
    data = filled(download(browser, office.county), "pension", typed="95.1")
    counts = []
    for code in codes:
        data = filled(data, code, typed="13∶42∶45" if code == "skill_mix" else "5.5", note="已核对")
        send(browser, office.county, data)
        address = reverse("reporting:shown_upload", args=[office.county.pk, Upload.objects.all()[0].pk])
        counts.append(queries_of(browser, address))
    assert counts[0] == counts[-1]
    sheet = reverse("reporting:sheet", args=[office.county.pk])
    before = queries_of(browser, sheet)
    Row.objects.filter(submission=office.county, indicator__code__in=codes[:2]).delete()
    assert queries_of(browser, sheet) == before
