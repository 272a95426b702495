"""目标调整: typed, shown with its effect, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.forms.revision import RevisionForm
from indicators.models import PlanIndicator
from indicators.pages.revision import changes_of, revision_page
from indicators.queries.effects import effects_of
from indicators.queries.planning import plan_indicator_planned_by
from indicators.services.revision import TargetMovedError, check_can_be_revised
from indicators.services.revision import revise_target as revise
from indicators.views.answers import REFUSALS, answer, person, sentence_of
from plans.services import PlanError

TEMPLATE = "indicators/revise_target.html"
DONE = "目标已由“{old}”调整为“{new}”，自 {day} 起执行；受影响年度的评价正在更新。"


@require_http_methods(["GET", "HEAD", "POST"])
def revise_target(request: HttpRequest, plan_indicator_id: int) -> HttpResponse:
    """First the effect is shown, then the same is confirmed. Only the region's planner finds the page."""
    row = plan_indicator_planned_by(person(request), plan_indicator_id)
    if row is None:
        raise Http404("没有这个页面。")
    try:
        check_can_be_revised(row.plan)
    except PlanError as error:
        return answer(request, TEMPLATE, revision_page(row, refused=str(error)))
    form = RevisionForm(request.POST or None, row=row)
    if request.method != "POST" or not form.is_valid():
        return _form(request, row, form)
    if request.POST.get("action") == "confirm" and request.POST.get("shown_for") == form.shown_for:
        return _revised(request, row, form)
    return _previewed(request, row, form)


def _revised(request: HttpRequest, row: PlanIndicator, form: RevisionForm) -> HttpResponse:
    old = revision_page(row).target
    try:
        new = revise(plan_indicator_id=row.pk, by=person(request), at=timezone.now(), **form.cleaned_data)
    except (TargetMovedError, *REFUSALS) as error:
        form.add_error(None, sentence_of(error))
        return _form(request, plan_indicator_planned_by(person(request), row.pk) or row, form)
    messages.success(request, DONE.format(old=old, new=new.text, day=new.in_force_date))
    return redirect("dashboards:indicator", row.plan_id, row.pk)


def _previewed(request: HttpRequest, row: PlanIndicator, form: RevisionForm) -> TemplateResponse:
    typed = form.cleaned_data
    effects = effects_of(
        row, figure=typed["figure"], in_force_date=typed["in_force_date"], until=timezone.localdate().year
    )
    return _form(request, row, form, shown_for=form.shown_for, typed=typed, changes=changes_of(row, effects))


def _form(request: HttpRequest, row: PlanIndicator, form: RevisionForm, **shown: object) -> TemplateResponse:
    usual = {"shown_for": "", "typed": {}, "changes": ()}
    return answer(request, TEMPLATE, revision_page(row), form=form, **{**usual, **shown})
