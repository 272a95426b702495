"""What the editor's pages share: the draft opened for its planner, everything else told."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from indicators.queries.planning import plan_planned_by
from indicators.services.drafting import RowMovedError
from indicators.views.answers import REFUSALS, answer, person
from intake.pages.editor import edited_plan
from plans.models import Plan
from plans.services import PlanMovedError

MOVED = (RowMovedError, PlanMovedError)
SAID = (*MOVED, *REFUSALS)


def opened(request: HttpRequest, plan_id: int) -> Plan:
    """The plan for the planner of exactly its region; for everybody else there is none."""
    plan = plan_planned_by(person(request), plan_id)
    if plan is None:
        raise Http404("没有这个页面。")
    return plan


def closed(request: HttpRequest, plan: Plan) -> HttpResponse | None:
    """What is said instead where the plan is no draft any more."""
    if plan.state == Plan.State.DRAFT:
        return None
    return answer(request, "intake/editor_closed.html", edited_plan(plan))


def form_page(
    request: HttpRequest, template: str, plan: Plan, form: object, **more: object
) -> TemplateResponse:
    return answer(request, template, edited_plan(plan), form=form, **more)
