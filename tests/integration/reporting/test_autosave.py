"""What is typed is kept while it is typed: the same checks, the same conflicts as the page's own button."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting import services
from reporting.models import TEXTS, Row, Submission
from tests.integration.reporting.conftest import GOOD, LATER, Office


def address(office: Office) -> str:
    return reverse("reporting:autosave", args=[office.county.pk])


def texts_of(row: Row, **texts: str) -> dict[str, str]:
    """What the page sends of one row."""
    found = {f"{name}-{row.pk}": texts.get(name, getattr(row, name)) for name in TEXTS}
    return {**found, f"seen-{row.pk}": f"{row.revision}.{row.digest}"}


def answer_of(browser: Client, office: Office, *bodies: dict[str, str]) -> dict[str, Any]:
    """The answer, its rows by id."""
    body = {name: text for each in bodies for name, text in each.items()}
    answer = browser.post(address(office), body)
    assert answer.status_code == 200, answer.content.decode()
    found = answer.json()
    return {**found, "rows": {row["id"]: row for row in found["rows"]}}


def test_row_is_saved_and_its_parts_come_back(office: Office) -> None:
    row = office.row("pension")
    found = answer_of(office.browser("clerk"), office, texts_of(row, typed="９０．１", note="初步数"))
    stored = office.row("pension")
    assert (stored.typed, stored.note, stored.saved_by) == ("９０．１", "初步数", office.people["clerk"])
    told = found["rows"][str(row.pk)]
    assert (told["outcome"], told["seen"]) == ("saved", f"{stored.revision}.{stored.digest}")
    for part in (f'id="outlook-{row.pk}"', "未完成", f'id="findings-{row.pk}"', "4.9 个百分点"):
        assert part in told["html"]
    assert "已填 1 / 4" in found["html"]
    assert re.fullmatch(r"[0-2]\d:[0-5]\d:[0-5]\d", found["at"])


def test_rows_not_sent_stay_and_are_told_as_they_are(office: Office) -> None:
    office.fill(new_jobs="6.1")
    other = office.row("new_jobs")
    found = answer_of(office.browser("clerk"), office, texts_of(office.row("pension"), typed="95"))
    assert office.row("new_jobs").revision == other.revision
    told = found["rows"][str(other.pk)]
    assert (told["outcome"], told["seen"]) == ("", f"{other.revision}.{other.digest}")


def test_what_cannot_be_read_is_kept_and_told(office: Office) -> None:
    row = office.row("pension")
    found = answer_of(office.browser("clerk"), office, texts_of(row, typed="约十万"))
    assert office.row("pension").typed == "约十万"
    assert "不是数字" in found["rows"][str(row.pk)]["html"]
    assert "须改正 1" in found["html"]


@pytest.mark.parametrize(
    ("editor", "words"),
    [("second_clerk", ("李红", "用对方的", "用我的")), ("clerk", ("您在另一窗口", "用本窗口的"))],
)
def test_two_windows_the_second_is_told_and_nothing_is_overwritten(
    office: Office, editor: str, words: tuple[str, ...]
) -> None:
    stale = texts_of(office.row("pension"), typed="95")
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94", note="已核")],
        by=office.people[editor],
        at=LATER,
    )
    found = answer_of(office.browser("clerk"), office, stale)
    row = office.row("pension")
    told = found["rows"][str(row.pk)]
    assert (row.typed, told["outcome"]) == ("94", "conflict")
    assert told["seen"] == f"{row.revision}.{row.digest}"
    for part in (*words, 'data-name="typed" data-theirs="94"', 'data-name="note" data-theirs="已核"'):
        assert part in told["html"]


def test_conflict_in_one_row_does_not_keep_the_others_from_being_saved(office: Office) -> None:
    stale = texts_of(office.row("pension"), typed="95")
    office.fill(by="second_clerk", pension="94")
    found = answer_of(office.browser("clerk"), office, stale, texts_of(office.row("new_jobs"), typed="6.1"))
    assert office.row("new_jobs").typed == "6.1"
    assert found["rows"][str(office.row("new_jobs").pk)]["outcome"] == "saved"


def test_choosing_mine_saves_on_top_of_theirs(office: Office) -> None:
    browser, stale = office.browser("clerk"), texts_of(office.row("pension"), typed="95")
    office.fill(by="second_clerk", pension="94")
    row = office.row("pension")
    seen = answer_of(browser, office, stale)["rows"][str(row.pk)]["seen"]
    answer_of(browser, office, {**stale, f"seen-{row.pk}": seen})
    assert office.row("pension").typed == "95"


def test_same_text_saved_twice_is_no_conflict(office: Office) -> None:
    """A save whose answer got lost is sent again."""
    row, browser = office.row("pension"), office.browser("clerk")
    first = answer_of(browser, office, texts_of(row, typed="95"))
    again = answer_of(browser, office, texts_of(row, typed="95"))
    assert again["rows"][str(row.pk)]["outcome"] == "saved"
    assert again["rows"][str(row.pk)]["seen"] == first["rows"][str(row.pk)]["seen"]


def test_row_handed_up_meanwhile_is_final(office: Office) -> None:
    office.fill()
    stale = texts_of(office.row("pension"), typed="96.6")
    office.submit(by="second_clerk")
    told = answer_of(office.browser("clerk"), office, stale)["rows"][str(office.row("pension").pk)]
    assert told["outcome"] == "final"
    assert "上报了此项，您填的没有保存" in told["html"]
    assert "用我的" not in told["html"]
    assert office.row("pension").typed == "95.5"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"typed": "9" * 61}, "最多 60 字"),
        ({"note": "一" * 501}, "最多 500 字"),
        ({"nature": "x"}, "不是可选的值"),
    ],
)
def test_texts_that_no_row_can_hold_are_refused_with_the_reason(
    office: Office, texts: dict[str, str], words: str
) -> None:
    row = office.row("pension")
    told = answer_of(office.browser("clerk"), office, texts_of(row, **texts))["rows"][str(row.pk)]
    assert told["outcome"] == "refused"
    assert words in told["html"]
    assert office.row("pension").revision == row.revision


def test_responsible_is_saved_with_it(office: Office) -> None:
    browser, body = office.browser("clerk"), {"responsible": "王芳", "responsible-seen": "郑局"}
    found = answer_of(browser, office, body)
    assert Submission.objects.get(pk=office.county.pk).responsible == "王芳"
    assert found["rows"]["responsible"]["seen"] == "王芳"
    answer = browser.post(address(office), {**body, "responsible": "王" * 61})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    assert "最多 60 字" in answer.json()["sentence"]


def test_a_closed_round_says_so(office: Office) -> None:
    body = texts_of(office.row("pension"), typed="96.6")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    answer = office.browser("clerk").post(address(office), body)
    assert (answer.status_code, answer.json()["code"]) == (409, "ended")
    assert "已经结束" in answer.json()["sentence"]
    assert office.row("pension").typed == ""


def test_page_of_another_person_saves_nothing_under_this_name(office: Office) -> None:
    """Somebody else signed in, in another window of the same browser."""
    body = {**texts_of(office.row("pension"), typed="95"), "person": str(office.people["second_clerk"].pk)}
    answer = office.browser("clerk").post(address(office), body)
    assert (answer.status_code, answer.json()["code"]) == (403, "person")
    assert office.row("pension").typed == ""


@pytest.mark.parametrize(
    "person", ["stranger", "reviewer", "county_reviewer", "leader", "analyst", "planner"]
)
def test_only_its_clerk_finds_it(office: Office, person: str) -> None:
    answer = office.browser(person).post(address(office), texts_of(office.row("pension"), typed="95"))
    assert answer.status_code == 404
    assert office.row("pension").typed == ""


def test_row_of_another_form_is_left_alone(office: Office) -> None:
    foreign = office.row("pension", "980100")
    found = answer_of(office.browser("clerk"), office, texts_of(foreign, typed="95"))
    assert str(foreign.pk) not in found["rows"]
    assert office.row("pension", "980100").typed == ""


def test_it_takes_only_post_and_wants_the_token(office: Office) -> None:
    assert office.browser("clerk").get(address(office)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office.people["clerk"])
    assert strict.post(address(office), texts_of(office.row("pension"), typed="95")).status_code == 403


def test_signed_out_is_sent_to_sign_in(office: Office) -> None:
    answer = Client().post(address(office), {})
    assert answer.status_code == 302
    assert reverse("accounts:login") in answer["Location"]


def test_number_of_queries_does_not_follow_the_rows(office: Office) -> None:
    browser = office.browser("clerk")

    def count(*codes: str) -> int:
        bodies = [texts_of(office.row(code), typed=GOOD[code]) for code in codes]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer_of(browser, office, *bodies)
        return sum("UPDATE" not in each["sql"] for each in queries)

    count("skill_mix")
    assert count("new_jobs") == count("pension", "unemployment")
