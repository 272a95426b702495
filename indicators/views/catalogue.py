"""指标目录: read by everyone with a grant, added to by planners, changed by those who keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms.catalogue import EntryForm, suggestion
from indicators.models import Indicator, IndicatorAlias
from indicators.pages.catalogue import (
    LONGEST,
    Effect,
    catalogue_page,
    effect_of,
    entry_form_page,
    entry_page,
)
from indicators.permissions import can_add_to_catalogue, can_keep_catalogue
from indicators.queries.catalogue import JUDGED_BY, entry_shown, reads_catalogue, rows_judged_by
from indicators.services import catalogue as services
from indicators.views.answers import answer, person, sentence_of
from plans.queries import plan_ids_shown

MISSING = "没有这个页面。"
REFUSALS = (ValidationError, PermissionDenied, services.EntryMovedError)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    if not reads_catalogue(request.user):
        raise Http404(MISSING)
    return answer(request, "indicators/catalogue.html", catalogue_page(person(request), request.GET))


@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    return _entry(request, _found(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request: HttpRequest) -> HttpResponse:
    if not can_add_to_catalogue(request.user):
        raise Http404(MISSING)
    if request.method != "POST":
        wanted = request.GET.get("name", "").strip()[:LONGEST]
        return _form(request, EntryForm(initial=suggestion(wanted) or None))
    form = EntryForm(request.POST)
    if form.is_valid():
        try:
            made = services.add_indicator(by=person(request), at=timezone.now(), **form.cleaned_data)
        except REFUSALS as error:
            _refuse(form, error)
        else:
            messages.success(request, f"指标“{made.name}”已加入目录，代码 {made.code}。")
            return redirect("indicators:entry", made.code)
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, code: str) -> HttpResponse:
    """What changes verdicts is shown with its effect first, and then confirmed."""
    indicator = _found(request, code)
    if not can_keep_catalogue(request.user):
        raise Http404(MISSING)
    form = EntryForm(request.POST if request.method == "POST" else None, indicator=indicator)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, indicator, seen=request.POST.get("seen", ""))
    rows = rows_judged_by(indicator, set(form.changed) & set(JUDGED_BY))
    if rows and request.POST.get("shown_for") != form.shown_for:
        visible = plan_ids_shown(request.user, {row.plan_id for row in rows})
        seen = request.POST.get("seen", "")
        return _form(request, form, indicator, seen=seen, effect=effect_of(rows, visible))
    return _changed(request, form, indicator)


def _changed(request: HttpRequest, form: EntryForm, indicator: Indicator) -> HttpResponse:
    try:
        services.change_indicator(
            indicator_id=indicator.pk, values=form.values, by=person(request), at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except REFUSALS as error:
        _refuse(form, error)
        return _form(request, form, _found(request, indicator.code))
    messages.success(request, "已保存，受影响的评价正在更新。" if form.changed else "没有改动，已是最新。")
    return redirect("indicators:entry", indicator.code)


@require_POST
def add_alias(request: HttpRequest, code: str) -> HttpResponse:
    indicator = _found(request, code)
    if not can_add_to_catalogue(request.user):
        raise Http404(MISSING)
    name = request.POST.get("name", "").replace("\x00", "").strip()
    try:
        services.add_alias(indicator_id=indicator.pk, name=name, by=person(request), at=timezone.now())
    except REFUSALS as error:
        refusal = "请填写别名。" if not name else sentence_of(error)
        return _entry(request, indicator, alias=name, refusal=refusal)
    messages.success(request, f"已添加别名“{name}”。")
    return redirect("indicators:entry", code)


@require_POST
def remove_alias(request: HttpRequest, code: str, alias_id: int) -> HttpResponse:
    indicator = _found(request, code)
    alias = IndicatorAlias.objects.filter(pk=alias_id, indicator=indicator).first()
    if alias is None or not can_keep_catalogue(request.user):
        raise Http404(MISSING)
    services.remove_alias(alias_id=alias.pk, by=person(request), at=timezone.now())
    messages.success(request, f"别名“{alias.name}”已移除。")
    return redirect("indicators:entry", code)


def _found(request: HttpRequest, code: str) -> Indicator:
    indicator = entry_shown(code) if reads_catalogue(request.user) else None
    if indicator is None:
        raise Http404("指标目录中没有这个代码。")
    return indicator


def _entry(request: HttpRequest, indicator: Indicator, **typed: Any) -> HttpResponse:
    page = entry_page(person(request), indicator, request.GET)
    return answer(request, "indicators/entry.html", page, **{"alias": "", "refusal": "", **typed})


def _form(
    request: HttpRequest,
    form: EntryForm,
    indicator: Indicator | None = None,
    *,
    seen: str = "",
    effect: Effect | None = None,
) -> HttpResponse:
    """`seen` is what a form that comes back began from."""
    page = entry_form_page(indicator, seen)
    shown_for = form.shown_for if effect else ""
    return answer(request, "indicators/entry_form.html", page, form=form, effect=effect, shown_for=shown_for)


def _refuse(form: EntryForm, error: Exception) -> None:
    """Each word under the field it is about."""
    form.add_error(None, error if isinstance(error, ValidationError) else str(error))
