"""Who may do what with a form. When it may be done stands in states.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from regions.codes import contains
from regions.models import Region
from reporting.models import Evidence, Submission
from reporting.queries import regions_with_reviewers


def can_fill(by: User, submission: Submission) -> bool:
    """A clerk of exactly this region, for all departments or for this one."""
    return any(
        right.role == Role.CLERK
        and right.region == submission.region_id
        and right.department_id in (None, submission.department_id)
        for right in reach_of(by).rights
    )


def can_review(by: User, submission: Submission, registered: Collection[str] | None = None) -> bool:
    """A reviewer of the form's own region; where it has none, of the next one up."""
    regions = reach_of(by).regions(Role.REVIEWER)
    return submission.region_id in regions or (
        bool(regions) and reviewing_region(submission, registered) in regions
    )


def can_accept(by: User, submission: Submission, registered: Collection[str] | None = None) -> bool:
    """A reviewer of the next registered region up; at the top, one of the same region."""
    regions = reach_of(by).regions(Role.REVIEWER)
    return bool(regions) and accepting_region(submission, registered) in regions


def reviewing_region(submission: Submission, registered: Collection[str] | None = None) -> str:
    """The form's own region, or, where that has no reviewer, the nearest above in the round that has.

    `registered`: regions with a reviewer, where the caller knows them already.
    """
    return _levels(submission, registered)[0]


def accepting_region(submission: Submission, registered: Collection[str] | None = None) -> str:
    """The nearest region with a reviewer above the reviewing one, within the round; at the top that one."""
    levels = _levels(submission, registered)
    return levels[1] if len(levels) > 1 else levels[0]


def _levels(submission: Submission, registered: Collection[str] | None) -> list[str]:
    """The regions with a reviewer, from the form's own upwards to that of the round; never empty."""
    known = regions_with_reviewers() if registered is None else registered
    place: Region | None = submission.region
    found = []
    while place is not None and contains(submission.round.region_id, place.code):
        if place.code in known:
            found.append(place.code)
        place = place.parent
    return found or [submission.region_id]


def can_comment(by: User, submission: Submission) -> bool:
    """Those who work on the form: its clerk, its reviewers, and the level that accepts it."""
    return can_fill(by, submission) or can_review(by, submission) or can_accept(by, submission)


def reads_what_was_handed_up(by: User, region_id: str) -> bool:
    """Those who oversee the region; its clerks read the forms they fill, not another department's."""
    return reach_of(by).covers(region_id, Role.REVIEWER, Role.LEADER, Role.ANALYST, Role.PLANNER)


def can_see_evidence(by: User, submission: Submission, evidence: Evidence, shown: Iterable[datetime]) -> bool:
    """The clerk always; others, within their own grants, what the row had when it was `shown`: handed up.
    What was taken away later is left to the reviewers.
    """
    if can_fill(by, submission):
        return True
    region, away = submission.region_id, evidence.removed_at
    reads = away is None and reads_what_was_handed_up(by, region)
    return (reads or reach_of(by).covers(region, Role.REVIEWER)) and any(
        evidence.added_at <= at and (away is None or at < away) for at in shown
    )


def can_plan(by: User, region_id: str) -> bool:
    """A planner of exactly this region: rounds are kept by whoever could have opened them."""
    return region_id in reach_of(by).regions(Role.PLANNER)


def check_can_plan(by: User, region_id: str, refusal: str) -> None:
    if not can_plan(by, region_id):
        raise PermissionDenied(refusal)


def check_can_fill(by: User, submission: Submission) -> None:
    if not can_fill(by, submission):
        raise PermissionDenied(f"只有{submission.region}的填报员可以填写和上报这张填报单。")


def check_can_review(by: User, submission: Submission) -> None:
    if not can_review(by, submission):
        raise PermissionDenied(
            f"只有{submission.region}的审核员可以审核这张填报单；没有审核员的地区由上一级审核。"
        )


def check_can_accept(by: User, submission: Submission) -> None:
    if not can_accept(by, submission):
        raise PermissionDenied("只有上一级地区的审核员可以接收；顶层由本级另一名审核员接收。")


def check_can_comment(by: User, submission: Submission) -> None:
    if not can_comment(by, submission):
        raise PermissionDenied("只有这张填报单的填报员、审核员和接收它的上一级审核员可以发表意见。")
