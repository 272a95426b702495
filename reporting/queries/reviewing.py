"""What a reviewer reads beside the figures: what was told, what was said, what was handed up before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from accounts.models import Grant, User
from accounts.roles import Role
from indicators.models import ActualVersion
from reporting.models import Comment, Row, Submission, ToldFinding


def comments_of(row_ids: Collection[int]) -> dict[int, list[Comment]]:
    """By row id, in the order in which they were written."""
    found: dict[int, list[Comment]] = {}
    for each in Comment.objects.filter(row__in=row_ids).select_related("by").order_by("pk"):
        found.setdefault(each.row_id, []).append(each)
    return found


def open_questions(submission: Submission, comments: Mapping[int, list[Comment]]) -> frozenset[int]:
    """Ids of the rows whose last word is a remark that none of the form's clerks has answered."""
    last = {row_id: said[-1] for row_id, said in comments.items()}
    asked = {row_id: each.by_id for row_id, each in last.items() if each.kind == Comment.Kind.COMMENT}
    clerks = Grant.objects.filter(role=Role.CLERK, region=submission.region_id, user__in=asked.values())
    answering = set(clerks.values_list("user_id", flat=True)) if asked else set()
    return frozenset(row_id for row_id, by_id in asked.items() if by_id not in answering)


def conversations_of(submission: Submission) -> tuple[list[Comment], list[int]]:
    """All that was said about the rows of a form, first to last, and the rows with an open question."""
    found = Comment.objects.filter(row__submission=submission).select_related("by").order_by("pk")
    by_row: dict[int, list[Comment]] = {}
    for each in found:
        by_row.setdefault(each.row_id, []).append(each)
    return list(found), sorted(open_questions(submission, by_row))


def told_findings(rows: Iterable[Row]) -> dict[int, list[ToldFinding]]:
    """By version id: what the checks said when it was handed up."""
    found: dict[int, list[ToldFinding]] = {}
    versions = [row.version_id for row in rows if row.version_id is not None]
    for each in ToldFinding.objects.filter(version__in=versions).order_by("pk"):
        found.setdefault(each.version_id, []).append(each)
    return found


def versions_of_year(submission: Submission, rows: Iterable[Row]) -> dict[int, list[ActualVersion]]:
    """By indicator: every version of this year's figure, newest first, with who signed and accepted it."""
    versions = ActualVersion.objects.filter(
        actual__region=submission.region_id,
        actual__year=submission.round.year,
        actual__indicator__in=[row.indicator_id for row in rows],
    )
    related = ("actual", "entered_by", "acceptance__by")
    found: dict[int, list[ActualVersion]] = {}
    for each in versions.select_related(*related).prefetch_related("signatures").order_by("-number"):
        found.setdefault(each.actual.indicator_id, []).append(each)
    return found


def submissions_shown(user: User, ids: Collection[int]) -> list[Submission]:
    """The forms of these ids that this person may see, in the order of the list."""
    found = (
        Submission.objects.visible_to(user).filter(pk__in=ids).select_related("round", "region", "department")
    )
    return list(found.order_by("-round__year", "round_id", "region_id", "department_id"))
