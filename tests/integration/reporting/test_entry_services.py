"""Saving, handing up and taking back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from indicators.models import Actual, ActualVersion
from reporting import services
from reporting.models import Row
from reporting.services import Entry, SubmissionBlockedError
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT


def save(office: Office, *entries: Entry, by: str = "clerk") -> list[services.Saved]:
    return services.save_rows(submission_id=office.county.pk, entries=entries, by=office.people[by], at=AT)


@pytest.mark.parametrize("typed", ["９５．５", "＞90", "暂无", "105", "1O5", "—"])
def test_save_rows_keeps_what_was_typed_readable_or_not(office: Office, typed: str) -> None:
    (saved,) = save(office, office.entry("pension", typed, note="见公报"))
    row = office.row("pension")
    assert saved.changed
    assert (row.typed, row.note, row.revision, row.saved_by) == (typed, "见公报", 1, office.people["clerk"])


def test_save_rows_unchanged_writes_nothing(office: Office) -> None:
    office.fill()
    (saved,) = save(office, office.entry("pension", "95.5"))
    assert not saved.changed
    assert office.row("pension").revision == 1


def test_save_rows_tells_a_conflict_and_keeps_theirs(office: Office) -> None:
    mine, other = office.entry("pension", "95"), office.entry("new_jobs", "6")
    save(office, office.entry("pension", "94"), by="second_clerk")
    first, second = save(office, mine, other)
    assert (first.conflict, first.changed, first.row.typed, first.entry.typed) == (True, False, "94", "95")
    assert first.row.saved_by == office.people["second_clerk"]
    assert second.changed
    assert office.row("pension").typed == "94"
    assert office.row("new_jobs").typed == "6"


def test_save_rows_with_the_newer_revision_decides_for_mine(office: Office) -> None:
    save(office, office.entry("pension", "94"), by="second_clerk")
    (saved,) = save(office, office.entry("pension", "95"))
    assert saved.changed
    assert office.row("pension").typed == "95"


def test_save_rows_with_the_same_text_is_no_conflict(office: Office) -> None:
    mine = office.entry("pension", "95")
    save(office, office.entry("pension", "95"), by="second_clerk")
    (saved,) = save(office, mine)
    assert saved.is_kept


def test_save_rows_into_a_submitted_row_is_a_conflict(office: Office) -> None:
    office.fill()
    mine = office.entry("pension", "96")
    office.submit()
    (saved,) = save(office, mine)
    assert saved.conflict
    assert office.row("pension").typed == "95.5"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"typed": "9" * 61}, "填报值最多 60 字，现有 61 字"),
        ({"typed": "95", "note": "长" * 501}, "备注最多 500 字"),
        ({"typed": "95\x00"}, "填报值中有不能显示的控制字符"),
        ({"typed": "95", "cause": "a\x1bb"}, "原因中有不能显示的控制字符"),
    ],
)
def test_save_rows_refuses_what_no_database_keeps(office: Office, texts: dict[str, str], said: str) -> None:
    refused, kept = save(office, office.entry("pension", **texts), office.entry("new_jobs", "6"))
    assert said in refused.refused
    assert not refused.is_kept
    assert kept.changed
    assert office.row("pension").typed == ""


def test_save_rows_leaves_rows_of_other_forms_alone(office: Office) -> None:
    foreign = office.entry("pension", "1", "980100")
    assert save(office, foreign, Entry(0, 0, "1"), Entry(-5, 0, "1")) == []
    assert office.row("pension", "980100").typed == ""


def test_save_rows_is_for_the_clerk_of_the_region(office: Office) -> None:
    for person in ("stranger", "reviewer", "county_reviewer", "planner", "city_clerk"):
        with pytest.raises(PermissionDenied, match="东县的填报员"):
            save(office, office.entry("pension", "1"), by=person)


def test_save_rows_before_the_round_opens_is_refused(office: Office) -> None:
    early = datetime(2025, 1, 4, 15, 59, tzinfo=UTC)  # 23:59 in Beijing
    with pytest.raises(MoveRefusedError, match="2025-01-05 开始"):
        services.save_rows(
            submission_id=office.county.pk,
            entries=[office.entry("pension", "1")],
            by=office.people["clerk"],
            at=early,
        )


def test_submit_writes_versions_and_events(office: Office) -> None:
    office.fill()
    rows = office.submit()
    assert office.states() == ["submitted"] * 4
    assert [row.submitted_by for row in rows] == [office.people["clerk"]] * 4
    actual = Actual.objects.get(region="980101", indicator__code="pension", year=2025)
    assert actual.accepted is None
    assert actual.provisional is not None
    assert (actual.provisional.text, actual.provisional.entered_by) == ("95.5", office.people["clerk"])
    assert Event.objects.filter(action="submission.submitted", subject_id=office.county.pk).count() == 1
    office.county.refresh_from_db()
    assert office.county.first_submitted_at == AT


def test_submit_with_errors_hands_up_nothing(office: Office) -> None:
    office.fill(pension="105", unemployment="不详", new_jobs="")
    with pytest.raises(SubmissionBlockedError) as blocked:
        office.submit()
    codes = {row_id: [each.code for each in found] for row_id, found in blocked.value.findings.items()}
    assert codes == {
        office.row("pension").pk: ["outside_limits"],
        office.row("unemployment").pk: ["not_a_figure"],
        office.row("new_jobs").pk: ["not_filled"],
    }
    assert office.states() == ["draft"] * 4
    assert not Actual.objects.filter(region="980101", year=2025).exists()


def test_submit_takes_a_dash_for_no_data(office: Office) -> None:
    office.fill(pension="—")
    office.submit()
    version = office.row("pension").version
    assert version is not None
    assert (version.kind, version.value) == ("missing", None)


def test_submit_takes_brackets_for_the_total_since_the_plan_began(office: Office) -> None:
    office.fill(new_jobs="〔31.5〕")
    office.submit()
    version = office.row("new_jobs").version
    assert version is not None
    assert (version.value, version.since_year, version.cumulative) == (version.value, 2021, True)


def test_submit_again_has_nothing_to_hand_up(office: Office) -> None:
    office.fill()
    office.submit()
    with pytest.raises(MoveRefusedError, match="没有可以上报的项"):
        office.submit()


def test_save_and_submit_keeps_what_was_saved_when_blocked(office: Office) -> None:
    office.fill()
    entry = office.entry("pension", "105")
    with pytest.raises(SubmissionBlockedError):
        services.save_and_submit(
            submission_id=office.county.pk, entries=[entry], by=office.people["clerk"], at=AT
        )
    assert office.row("pension").typed == "105"


def test_save_and_submit_does_not_submit_over_a_conflict(office: Office) -> None:
    office.fill()
    stale = Entry(office.row("pension").pk, 0, "96")
    (saved,) = services.save_and_submit(
        submission_id=office.county.pk, entries=[stale], by=office.people["clerk"], at=AT
    )
    assert saved.conflict
    assert office.states() == ["draft"] * 4


def test_withdraw_reopens_and_lets_the_figure_count_no_longer(office: Office) -> None:
    office.fill()
    office.submit()
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert office.states() == ["draft"] * 4
    actual = Actual.objects.get(region="980101", indicator__code="pension", year=2025)
    assert actual.provisional is None
    assert actual.versions.count() == 1


def test_withdraw_takes_back_only_what_is_not_reviewed(office: Office) -> None:
    office.fill()
    office.submit()
    services.review(
        submission_id=office.county.pk,
        by=office.people["county_reviewer"],
        at=LATER,
        row_ids=[office.row("pension").pk],
    )
    taken = services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert len(taken) == 3
    assert office.row("pension").state == "reviewed"


def test_withdraw_with_nothing_to_take_back_is_refused(office: Office) -> None:
    with pytest.raises(MoveRefusedError, match="没有可以撤回的项"):
        services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)


def test_submit_after_withdrawal_is_a_second_version_with_a_reason(office: Office) -> None:
    office.fill()
    office.submit()
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    office.submit()
    versions = ActualVersion.objects.filter(actual__indicator__code="pension", actual__year=2025)
    assert list(versions.order_by("number").values_list("number", "reason")) == [
        (1, ""),
        (2, "撤回后重新上报"),
    ]
    assert Row.objects.filter(submission=office.county, comment="").count() == 4
