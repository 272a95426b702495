"""A county form on its way to a correction and through it."""

from __future__ import annotations

from reporting import services
from reporting.models import Row
from tests.integration.reporting.conftest import LATER, Office

WHY = "统计部门修订了年度数"


def accepted(office: Office) -> Office:
    office.fill()
    office.submit()
    office.review()
    office.accept()
    return office


def closed(office: Office) -> Office:
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    return office


def correct(office: Office, *indicators: str, by: str = "clerk", reason: str = WHY) -> list[Row]:
    ids = [office.row(code).pk for code in indicators]
    return services.open_correction(
        submission_id=office.county.pk, row_ids=ids, reason=reason, by=office.people[by], at=LATER
    )


def drop(office: Office, *indicators: str, by: str = "clerk") -> list[Row]:
    ids = [office.row(code).pk for code in indicators]
    return services.drop_correction(
        submission_id=office.county.pk, row_ids=ids, by=office.people[by], at=LATER
    )


def save(office: Office, code: str, typed: str, **texts: str) -> None:
    """With a note: a figure that differs from the accepted one has to be explained."""
    texts = {"note": "公报修订", **texts}
    saved = services.save_rows(
        submission_id=office.county.pk, entries=[office.entry(code, typed, **texts)],
        by=office.people["clerk"], at=LATER,
    )  # fmt: skip
    assert [each.changed for each in saved] == [True]
