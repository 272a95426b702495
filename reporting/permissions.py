"""Who may do what with a form. When it may be done stands in states.py."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from regions.codes import contains
from reporting.models import Submission
from reporting.queries import regions_with_reviewers


def can_fill(by: User, submission: Submission) -> bool:
    """A clerk of exactly this region, for all departments or for this one."""
    return any(
        right.role == Role.CLERK
        and right.region == submission.region_id
        and right.department_id in (None, submission.department_id)
        for right in reach_of(by).rights
    )


def can_review(by: User, submission: Submission) -> bool:
    """A reviewer of the form's own region."""
    return submission.region_id in reach_of(by).regions(Role.REVIEWER)


def can_accept(by: User, submission: Submission, registered: Collection[str] | None = None) -> bool:
    """A reviewer of the next registered region up; at the top, one of the same region."""
    regions = reach_of(by).regions(Role.REVIEWER)
    return bool(regions) and accepting_region(submission, registered) in regions


def accepting_region(submission: Submission, registered: Collection[str] | None = None) -> str:
    """The nearest region above, within the round, that has a reviewer; at the top the region itself.

    `registered`: regions with a reviewer, where the caller knows them already.
    """
    known = regions_with_reviewers() if registered is None else registered
    above, top = submission.region.parent, submission.round.region_id
    while above is not None and contains(top, above.code):
        if above.code in known:
            return above.code
        above = above.parent
    return submission.region_id


def check_can_fill(by: User, submission: Submission) -> None:
    if not can_fill(by, submission):
        raise PermissionDenied(f"只有{submission.region}的填报员可以填写和上报这张填报单。")


def check_can_review(by: User, submission: Submission) -> None:
    if not can_review(by, submission):
        raise PermissionDenied(f"只有{submission.region}的审核员可以审核这张填报单。")


def check_can_accept(by: User, submission: Submission) -> None:
    if not can_accept(by, submission):
        raise PermissionDenied("只有上一级地区的审核员可以接收；顶层由本级另一名审核员接收。")
