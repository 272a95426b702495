"""Corrections of commitments; forms under correction: not late for it, listed for those whose turn it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from plans.models import Commitment, CommitmentReport
from reporting import services
from reporting.models import Row
from reporting.pages.listing import list_page
from reporting.queries import forms_shown
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.reporting.correcting import WHY, accepted, closed, correct, save
from tests.integration.world import AT


def commitment_row(office: Office) -> Row:
    """A commitment of 东县, accepted with 120 of 300 done."""
    commitment = Commitment.objects.create(
        plan=office.world.plans["980101"], position=1, name="建设零工市场", quantity=300, unit="个"
    )
    row = Row.objects.create(submission=office.county, commitment=commitment)
    office.fill()
    clerk = office.people["clerk"]
    entry = services.Entry(row.pk, 0, "120", note="按期推进", progress="under_way")
    services.save_rows(submission_id=office.county.pk, entries=[entry], by=clerk, at=AT)
    office.submit()
    office.review()
    office.accept()
    return row


@pytest.mark.parametrize("way", ["accepted", "dropped", "dropped after withdrawing"])
def test_commitments_are_corrected_too(office: Office, way: str) -> None:
    row, clerk = commitment_row(office), office.people["clerk"]
    where = {"submission_id": office.county.pk, "by": clerk, "at": LATER}
    services.open_correction(row_ids=[row.pk], reason=WHY, **where)
    row.refresh_from_db()
    entry = services.Entry(row.pk, row.revision, "130", note="加快推进", progress="under_way")
    services.save_rows(entries=[entry], **where)
    if way != "dropped":
        services.submit(**where)
        counted = CommitmentReport.objects.filter(acceptance__isnull=False)
        assert [each.text for each in counted] == ["120"]
    if way == "accepted":
        office.review()
        office.accept()
        row.refresh_from_db()
        assert row.report is not None
        assert (row.state, row.correction, row.report.text, row.report.reason) == ("accepted", "", "130", WHY)
        return
    if way == "dropped after withdrawing":
        services.withdraw(**where)
    services.drop_correction(row_ids=[row.pk], **where)
    row.refresh_from_db()
    assert row.report is not None
    assert (row.state, row.typed, row.note, row.progress) == ("accepted", "120", "按期推进", "under_way")
    assert (row.report.text, row.submitted_by) == ("120", clerk)
    assert (row.reviewed_by is None) == (way != "dropped")


def test_a_correction_makes_no_form_late(office: Office) -> None:
    correct(accepted(office), "pension")
    form = next(
        each
        for each in forms_shown(office.people["clerk"], today=date(2025, 12, 1))
        if each.submission == office.county
    )
    assert (form.state.value, form.days_late, form.owed, form.corrected) == ("draft", 0, 0, 1)
    page = office.browser("clerk").get(f"/reporting/{office.county.pk}/").content.decode()
    assert "逾期" not in page


def test_a_form_handed_up_late_stays_as_late_as_it_was(office: Office) -> None:
    office.fill()
    at = AT + timedelta(days=40)
    services.submit(submission_id=office.county.pk, by=office.people["clerk"], at=at)
    office.review()
    office.accept()
    correct(office, "pension")
    late = (localdate(at) - office.round.due_date).days
    form = next(
        each
        for each in forms_shown(office.people["clerk"], today=date(2025, 12, 1))
        if each.submission == office.county
    )
    assert (form.days_late, late > 0) == (late, True)
    page = office.browser("clerk").get(f"/reporting/{office.county.pk}/").content.decode()
    assert f"迟报 {late} 天" in page


def test_a_correction_in_a_closed_round_waits_in_the_lists_of_those_whose_turn_it_is(office: Office) -> None:
    correct(closed(accepted(office)), "pension")
    assert turns(office) == {"clerk": "更正"}
    save(office, "pension", "94.8")
    office.submit()
    assert turns(office) == {"county_reviewer": "审核"}
    office.review()
    assert turns(office) == {"reviewer": "接收"}
    office.accept()
    assert turns(office) == {}


def turns(office: Office) -> dict[str, str]:
    """Who finds 东县's form waiting in the list, and for what."""
    people = ("clerk", "county_reviewer", "reviewer", "planner")
    pages = {each: list_page(user=office.people[each], params={}, now=LATER) for each in people}
    return {each: form.action for each, page in pages.items() for form in page.forms if form.waits}


def test_only_the_correction_is_taken_back_in_a_closed_round(office: Office) -> None:
    """Another row was never accepted: it stays where the closing found it."""
    accepted(office)
    Row.objects.filter(pk=office.row("new_jobs").pk).update(state="submitted")
    correct(closed(office), "pension")
    save(office, "pension", "94.8")
    office.submit()
    taken_back = services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert [row.measured.code for row in taken_back] == ["pension"]
    assert office.row("new_jobs").state == "submitted"
