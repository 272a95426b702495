"""规划编辑: the rows of a draft's indicator table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from indicators.models import PlanIndicator
from indicators.queries.planning import rows_of_plan
from indicators.services.drafting import move_promise, remove_promise
from indicators.views.answers import person, sentence_of
from intake.forms.editor_row import Choices, RowForm, facts_of
from intake.pages.editor_row import entries_shown, row_hints
from intake.queries.editor import catalogue, departments_of, row_edited_by, rows_to_split
from intake.services.editor import add_rows
from intake.services.editor import change_row as change
from intake.views.editor_answers import SAID, closed, form_page, opened
from plans.models import Plan

TEMPLATE = "intake/editor_row.html"
AGAIN = "add_another"


@require_http_methods(["GET", "HEAD", "POST"])
def add_row(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = opened(request, plan_id)
    told = closed(request, plan)
    if told:
        return told
    rows = rows_of_plan(plan)
    form = RowForm(request.POST or None, initial=_beginning(plan, rows), choices=_choices(plan, rows, rows))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_rows(plan_id=plan.pk, rows=[form.taken_row], by=person(request), at=timezone.now())
        except SAID as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, f"已录入“{made[0]}”。")
            if request.POST.get("action") == AGAIN:
                return redirect("intake:add_row", plan.pk)
            return _to_row(plan.pk, made[0].pk)
    return _form(request, plan, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_row(request: HttpRequest, plan_indicator_id: int) -> HttpResponse:
    row = _opened(request, plan_indicator_id)
    plan = row.plan
    told = closed(request, plan)
    if told:
        return told
    rows = rows_of_plan(plan)
    above = [each for each in rows if each.position < row.position]
    form = RowForm(request.POST or None, initial=facts_of(row), choices=_choices(plan, above, rows), row=row)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            change(row_id=row.pk, to=form.taken_row, by=person(request), at=timezone.now(), seen=seen)
        except SAID as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, f"“{form.cleaned_data['name']}”已保存。")
            return _to_row(plan.pk, row.pk)
    return _form(request, plan, form, row)


@require_POST
def move_row(request: HttpRequest, plan_indicator_id: int) -> HttpResponse:
    """One place up or down."""
    row = _opened(request, plan_indicator_id)
    is_up = request.POST.get("to") == "up"
    try:
        move_promise(plan_indicator_id=row.pk, is_up=is_up, by=person(request), at=timezone.now())
    except SAID as error:
        messages.error(request, sentence_of(error))
    return _to_row(row.plan_id, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_row(request: HttpRequest, plan_indicator_id: int) -> HttpResponse:
    """Asked first; then the row is gone with its figures."""
    row = _opened(request, plan_indicator_id)
    told = closed(request, row.plan)
    if told:
        return told
    if request.method != "POST":
        return form_page(request, "intake/editor_remove.html", row.plan, None, row=row)
    try:
        remove_promise(plan_indicator_id=row.pk, by=person(request), at=timezone.now())
    except SAID as error:
        messages.error(request, sentence_of(error))
        return _to_row(row.plan_id, row.pk)
    messages.success(request, f"“{row}”已移除。")
    return redirect("intake:plan_editor", row.plan_id)


def _opened(request: HttpRequest, plan_indicator_id: int) -> PlanIndicator:
    row = row_edited_by(person(request), plan_indicator_id)
    if row is None:
        raise Http404("没有这个页面。")
    return row


def _choices(plan: Plan, above: list[PlanIndicator], taken: list[PlanIndicator]) -> Choices:
    return Choices(plan, above, taken, rows_to_split(plan), departments_of(plan), catalogue())


def _beginning(plan: Plan, rows: list[PlanIndicator]) -> dict[str, Any]:
    """A new row goes on where the last one stopped."""
    last = rows[-1] if rows else None
    number = last.number if last else "0"
    return {
        "group": last.group if last else "",
        "number": str(int(number) + 1) if number.isascii() and number.isdigit() else "",
        "attribute": PlanIndicator.Attribute.UNSTATED,
        "baseline_year": plan.start_year - 1,
        "target_year": plan.end_year,
    }


def _form(request: HttpRequest, plan: Plan, form: RowForm, row: PlanIndicator | None = None) -> HttpResponse:
    return form_page(
        request, TEMPLATE, plan, form,
        row=row,
        hints=row_hints(form.choices.catalogue, form.choices.to_split, **form.shown),
        entries=entries_shown(form.choices.catalogue),
        groups=list(dict.fromkeys(each.group for each in form.choices.taken if each.group)),
    )  # fmt: skip


def _to_row(plan_id: int, row_id: int) -> HttpResponse:
    return redirect(f"{reverse('intake:plan_editor', args=[plan_id])}#row-{row_id}")
