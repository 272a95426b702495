"""延期: more time for one form, granted by the planner of the round, with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from reporting import services
from reporting.models import Extension, Submission
from reporting.queries import due_date_of, extensions_of, forms_shown, is_open
from reporting.services import RoundError
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office

UNTIL = date(2025, 5, 31)


def extend(
    office: Office, until: date = UNTIL, reason: str = "统计年报推迟", by: str = "planner"
) -> Extension:
    return services.extend(
        submission_id=office.county.pk, until_date=until, reason=reason, by=office.people[by], at=LATER
    )


def county(office: Office) -> Submission:
    return Submission.objects.select_related("round").get(pk=office.county.pk)


def days_late(office: Office, today: date) -> dict[str, int]:
    forms = forms_shown(office.people["planner"], today=today)
    return {form.submission.region_id: form.days_late for form in forms}


def close(office: Office) -> None:
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)


def test_extension_moves_the_due_date_of_one_form(office: Office) -> None:
    extend(office)
    assert due_date_of(county(office)) == UNTIL
    assert days_late(office, date(2025, 4, 10)) == {"980100": 10, "980101": 0}
    assert days_late(office, date(2025, 6, 2)) == {"980100": 63, "980101": 2}


def test_the_last_extension_counts_and_all_are_kept(office: Office) -> None:
    extend(office, date(2025, 4, 30), "第一次")
    extend(office, UNTIL, "第二次")
    assert due_date_of(county(office)) == UNTIL
    kept = [(each.until_date, each.reason, each.granted_by.name) for each in extensions_of(county(office))]
    assert kept == [(date(2025, 4, 30), "第一次", "桂划"), (UNTIL, "第二次", "桂划")]
    events = Event.objects.filter(action="submission.extended").order_by("id")
    assert [each.details["until_date"] for each in events] == ["2025-04-30", "2025-05-31"]


@pytest.mark.parametrize(
    ("until", "reason", "error", "said"),
    [
        (date(2025, 3, 31), "x", RoundError, "须晚于现在的截止日期"),
        (date(2025, 1, 1), "x", RoundError, "须晚于现在的截止日期"),
        (UNTIL, " \n", ValidationError, "请写明延期的原因"),
        (UNTIL, "长" * 301, ValidationError, "300"),
        (UNTIL, "a\x07", ValidationError, "控制字符"),
    ],
)
def test_extension_refuses_nonsense(
    office: Office, until: date, reason: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        extend(office, until, reason)
    assert not Extension.objects.exists()


def test_extension_into_the_past_is_refused(office: Office) -> None:
    with pytest.raises(RoundError, match="不能早于今天"):
        services.extend(
            submission_id=office.county.pk, until_date=date(2025, 4, 30), reason="x",
            by=office.people["planner"], at=datetime(2025, 5, 3, tzinfo=UTC),
        )  # fmt: skip


@pytest.mark.parametrize(
    "person", ["clerk", "reviewer", "county_reviewer", "leader", "stranger", "bystander"]
)
def test_extensions_are_granted_by_the_round_s_planner(office: Office, person: str) -> None:
    with pytest.raises(PermissionDenied, match="规划管理员"):
        extend(office, by=person)
    assert not Extension.objects.exists()


def test_a_form_of_a_closed_round_takes_figures_again_while_it_runs(office: Office) -> None:
    office.fill()
    close(office)
    with pytest.raises(MoveRefusedError, match="已经结束"):
        office.submit()
    extend(office)
    office.submit()
    office.review()
    office.accept()
    assert office.states() == ["locked"] * 4
    with pytest.raises(MoveRefusedError, match="已经结束"):
        office.fill("980100", "city_clerk")


def test_a_form_of_a_closed_round_is_shut_again_after_it(office: Office) -> None:
    close(office)
    extend(office)
    assert is_open(county(office), UNTIL)
    assert not is_open(county(office), date(2025, 6, 1))
    with pytest.raises(MoveRefusedError, match="已经结束"):
        services.save_rows(
            submission_id=office.county.pk, entries=[office.entry("pension", "95")],
            by=office.people["clerk"], at=datetime(2025, 6, 1, 8, tzinfo=UTC),
        )  # fmt: skip


def test_a_form_of_a_closed_round_is_in_the_list_while_it_runs_and_late_after_it(office: Office) -> None:
    close(office)
    extend(office)

    def listed(today: date) -> list[tuple[str, int]]:
        forms = forms_shown(office.people["planner"], today=today, open_only=True)
        return [(form.submission.region_id, form.days_late) for form in forms]

    assert listed(UNTIL) == [("980101", 0)]
    assert listed(date(2025, 6, 3)) == []
    assert days_late(office, date(2025, 6, 3)) == {"980100": 0, "980101": 3}
