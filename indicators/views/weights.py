"""权重 of a plan, for the planner of its region."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.forms.weights import Typed, typed_of
from indicators.pages.weights import weights_page
from indicators.queries.planning import plan_planned_by
from indicators.queries.weights import rows_to_weigh
from indicators.services.weights import WeightsMovedError, set_weights
from indicators.views.answers import REFUSALS, answer, person, sentence_of
from plans.models import Plan

TEMPLATE = "indicators/weights.html"
WRONG = "没有保存：有 {count} 处需要核对，请看各行下的说明。您填的内容都还在表中。"
KEPT = "已保存 {count} 项权重的改动。"
NOTHING = "没有改动，已是最新。"


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The list; what comes back is saved, or shown again with what is wrong. Nobody else finds the page."""
    plan = plan_planned_by(person(request), plan_id)
    if plan is None:
        raise Http404("没有这个页面。")
    rows = rows_to_weigh(plan)
    if request.method != "POST":
        return answer(request, TEMPLATE, weights_page(plan, rows), refusal="")
    typed = typed_of(request.POST, rows)
    if typed.errors:
        return _again(request, plan, typed, WRONG.format(count=len(typed.errors)))
    try:
        changed = set_weights(
            plan_id=plan.pk, weights=typed.weights, by=person(request), at=timezone.now(), seen=typed.seen
        )
    except WeightsMovedError as error:
        return _again(request, plan, typed_of(request.POST, rows_to_weigh(plan)), str(error))
    except REFUSALS as error:
        return _again(request, plan, typed, sentence_of(error))
    messages.success(request, KEPT.format(count=len(changed)) if changed else NOTHING)
    return redirect("indicators:weights", plan.pk)


def _again(request: HttpRequest, plan: Plan, typed: Typed, refusal: str) -> HttpResponse:
    page = weights_page(plan, rows_to_weigh(plan), typed.texts, typed.errors)
    return answer(request, TEMPLATE, page, refusal=refusal)
