"""Reports made and to be made, and the templates of offices."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.queries import held, reach_of
from accounts.roles import SUBTREE_ROLES, Role
from dashboards.models import Kind, Report, ReportTemplate
from dashboards.queries.people import Viewer
from indicators.queries.progress import judged_years, latest_reported_years
from plans.models import Plan
from regions.models import Region

KINDS: dict[str, str] = dict(Kind.choices)
LOST_AFTER = timedelta(minutes=15)  # a running one older than this is taken for dead
UNDER_WAY = (Report.State.WAITING, Report.State.RUNNING)


def report_path(digest: str) -> str:
    """Where the content of this hash lies in the storage: files of reports, and templates."""
    return f"reports/{digest[:2]}/{digest}"


def reports_shown(user: Viewer) -> QuerySet[Report]:
    """The latest first."""
    found = Report.objects.visible_to(user).select_related("plan__region", "asked_by", "template__region")
    return found.defer("content")


def report_shown(user: Viewer, report_id: int) -> Report | None:
    found = Report.objects.visible_to(user).filter(pk=report_id)
    return found.select_related("plan__region", "asked_by", "template__region").first()


def plans_to_report_on(user: Viewer) -> list[Plan]:
    """Plans with accepted figures, of regions that one reads with everything below; by region and then the
    latest first.
    """
    plans = Plan.objects.in_force().filter(held(user, *SUBTREE_ROLES)).select_related("region")
    found = list(plans.order_by("region_id", "-start_year", "id"))
    reported = latest_reported_years(found, "accepted")
    return [plan for plan in found if plan.pk in reported]


def years_to_report_on(plan: Plan) -> list[int]:
    """Years judged by accepted figures, up to the last that has figures of its own; the latest first."""
    last = latest_reported_years([plan], "accepted").get(plan.pk)
    return [] if last is None else [year for year in reversed(judged_years(plan.pk)) if year <= last]


def claimable(at: datetime) -> Q:
    """Reports that a job may take: those that wait, and those whose job must have died."""
    return Q(state=Report.State.WAITING) | Q(state=Report.State.RUNNING, started_at__lt=at - LOST_AFTER)


def lost_reports(at: datetime, waiting_since: timedelta) -> list[int]:
    """Those whose message went astray (asked for a while ago, still waiting) or whose job died."""
    found = Report.objects.filter(claimable(at), asked_at__lt=at - waiting_since)
    return list(found.order_by("pk").values_list("pk", flat=True))


def template_in_force(region_id: str, kind: str) -> ReportTemplate | None:
    """The region's own; those above lend it none."""
    return ReportTemplate.objects.filter(region=region_id, kind=kind, replaced_at=None).first()


def templates_of(region_id: str) -> list[ReportTemplate]:
    """All that the region ever had, the latest first."""
    return list(ReportTemplate.objects.filter(region=region_id).select_related("added_by").order_by("-pk"))


def template_of(region_id: str, template_id: int) -> ReportTemplate | None:
    return ReportTemplate.objects.filter(region=region_id, pk=template_id).first()


def regions_with_own_templates(user: Viewer) -> list[Region]:
    """Where one is the planner."""
    return list(Region.objects.filter(pk__in=reach_of(user).regions(Role.PLANNER)).order_by("code"))
