"""规划编辑: a plan made, looked over, published or given up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.queries.planning import rows_of_plan
from indicators.services.drafting import change_facts
from indicators.services.drafting import discard_plan as discard
from indicators.services.publishing import draft_state
from indicators.services.publishing import publish_plan as publish
from indicators.views.answers import answer, person, sentence_of
from intake.forms.editor_plan import PlanForm, facts_of
from intake.pages.editor import EditorPage, editor_page
from intake.queries.editor import commitments_of, parent_plans_open_to, planned_regions
from intake.views.editor_answers import SAID, closed, form_page, opened
from plans.models import Plan
from plans.services import create_plan
from plans.services.drafting import plan_state

EDITOR, NEW, FACTS = "intake/editor.html", "intake/editor_new.html", "intake/editor_facts.html"
PUBLISH, DISCARD = "intake/editor_publish.html", "intake/editor_discard.html"
MADE = "已建立草稿《{plan}》。请录入指标表：逐行填写，或从 Word、Excel 粘贴。"
PUBLISHED = "《{plan}》已发布，{count} 项指标开始评价。"
DISCARDED = "草稿《{plan}》已删除。"


@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """A draft of one of the regions this person plans for; who plans nowhere finds no page."""
    user = person(request)
    regions = planned_regions(user)
    if not regions:
        raise Http404("没有这个页面。")
    parents = parent_plans_open_to(user, regions)
    form = PlanForm(request.POST or None, regions=regions, parents=parents)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            plan = create_plan(
                region_id=found["region"],
                parent_ids=found["parents"],
                by=user,
                at=timezone.now(),
                **form.values,
            )
        except SAID as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, MADE.format(plan=plan))
            return redirect("intake:plan_editor", plan.pk)
    shown = {"form": form, "is_fictional": all(region.is_fictional for region in regions)}
    return TemplateResponse(request, NEW, shown)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_facts(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What the document says of itself; of a published plan only that which no verdict depends on."""
    plan, user = opened(request, plan_id), person(request)
    offered = {each.pk: each for each in parent_plans_open_to(user, [plan.region])}
    offered |= {each.pk: each for each in plan.parent_plans.select_related("region")}
    near = [
        each
        for each in offered.values()
        if each.start_year <= plan.end_year and each.end_year >= plan.start_year
    ]
    initial = {**facts_of(plan), "seen": plan_state(plan)}
    form = PlanForm(request.POST or None, initial=initial, regions=[plan.region], parents=near, plan=plan)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            change_facts(
                plan_id=plan.pk, values=form.values, parent_ids=found["parents"], seen=found["seen"], by=user,
                at=timezone.now(),
            )  # fmt: skip
        except SAID as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, "规划信息已保存。")
            is_draft = plan.state == Plan.State.DRAFT
            return redirect("intake:plan_editor" if is_draft else "dashboards:plan", plan.pk)
    return form_page(request, FACTS, plan, form)


@require_http_methods(["GET", "HEAD"])
def plan_editor(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = opened(request, plan_id)
    return closed(request, plan) or answer(request, EDITOR, _page(plan))


@require_http_methods(["GET", "HEAD", "POST"])
def publish_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """First what publishing means, then the same confirmed."""
    plan, refusal = opened(request, plan_id), ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            publish(plan_id=plan_id, by=person(request), at=timezone.now(), seen=seen)
        except SAID as error:
            refusal = sentence_of(error)
            plan.refresh_from_db()
        else:
            messages.success(request, PUBLISHED.format(plan=plan, count=plan.indicators.count()))
            return redirect("dashboards:plan", plan.pk)
    told = closed(request, plan)
    if told:
        return told
    rows, tasks = rows_of_plan(plan), commitments_of(plan)
    page = editor_page(plan, rows, tasks, _parents(plan))
    return answer(request, PUBLISH, page, refusal=refusal, seen=draft_state(plan, rows, tasks))


@require_http_methods(["GET", "HEAD", "POST"])
def discard_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = opened(request, plan_id)
    told = closed(request, plan)
    if told:
        return told
    page, refusal = _page(plan), ""
    if request.method == "POST":
        try:
            discard(plan_id=plan.pk, by=person(request), at=timezone.now())
        except SAID as error:
            refusal = sentence_of(error)
        else:
            messages.success(request, DISCARDED.format(plan=page.title))
            return redirect("dashboards:plans")
    return answer(request, DISCARD, page, refusal=refusal)


def _page(plan: Plan) -> EditorPage:
    return editor_page(plan, rows_of_plan(plan), commitments_of(plan), _parents(plan))


def _parents(plan: Plan) -> list[Plan]:
    return list(plan.parent_plans.select_related("region"))
