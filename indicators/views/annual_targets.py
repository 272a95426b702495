"""年度目标 of a plan, for the planner of its region."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.forms.annual_targets import Sheet, sheet_of, with_straight_line
from indicators.pages.annual_remarks import CameBack
from indicators.pages.annual_targets import AnnualPage, annual_page
from indicators.queries.planning import plan_planned_by, rows_with_annual_targets
from indicators.services.annual import AnnualTargetsMovedError, set_plan_annual_targets
from indicators.views.answers import REFUSALS, answer, person, sentence_of
from plans.models import Plan

TEMPLATE = "indicators/annual_targets.html"
FILLED = "已按直线填入 {count} 处，还没有保存。请核对后保存。"
NOTHING_TO_FILL = "没有可以按直线填入的空格。"
WRONG = "没有保存：有 {count} 处填写有误，请看各行下的说明。您填的内容都还在表中。"
MOVED = "没有保存：有 {count} 处在您填写期间被他人改动，请看各行下的说明。核对后再保存。"
DOUBTFUL = "还没有保存：改动的行中有 {count} 处请核对。确实如此的，请按“仍然保存”。"


@require_http_methods(["GET", "HEAD", "POST"])
def annual_targets(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The grid; what comes back is saved, or shown again with what is wrong. Nobody else finds the page."""
    plan = plan_planned_by(person(request), plan_id)
    if plan is None:
        raise Http404("没有这个页面。")
    rows = rows_with_annual_targets(plan)
    if request.method != "POST":
        return answer(request, TEMPLATE, annual_page(plan, rows), refusal="")
    sheet = sheet_of(request.POST, rows)
    if "propose" in request.POST:
        sheet, count = with_straight_line(sheet, request.POST, rows)
        messages.info(request, FILLED.format(count=count) if count else NOTHING_TO_FILL)
        return answer(request, TEMPLATE, _with(plan, sheet), refusal="")
    return _save(request, plan, sheet)


def _save(request: HttpRequest, plan: Plan, sheet: Sheet) -> HttpResponse:
    page = _with(plan, sheet)
    refused = _refused(page, sheet, is_sure=request.POST.get("action") == "save_anyway")
    if refused:
        return _again(request, page, refused)
    try:
        touched = set_plan_annual_targets(
            plan_id=plan.pk, changes=sheet.changes, by=person(request), at=timezone.now()
        )
    except (AnnualTargetsMovedError, *REFUSALS) as error:
        return _again(request, _with(plan, sheet), sentence_of(error))
    messages.success(request, _kept(page, len(touched)))
    return redirect("indicators:annual_targets", plan.pk)


def _refused(page: AnnualPage, sheet: Sheet, *, is_sure: bool) -> str:
    """Why nothing is saved yet: what is wrong first, then what others changed, then what is doubtful."""
    doubtful = 0 if is_sure else page.told("warning")
    asked = ((len(sheet.errors), WRONG), (page.told("conflict"), MOVED), (doubtful, DOUBTFUL))
    return next((said.format(count=count) for count, said in asked if count), "")


def _kept(page: AnnualPage, touched: int) -> str:
    if not touched:
        return "没有改动，已是最新。"
    count = sum(cell.is_changed for line in page.lines for cell in line.cells)
    again = sorted({cell.year for line in page.lines for cell in line.cells if cell.rejudges})
    told = f"已保存 {touched} 项指标的 {count} 处改动。"
    return told + (f"自 {again[0]} 年起已有的评价将重新得出。" if again else "")


def _with(plan: Plan, sheet: Sheet) -> AnnualPage:
    """What is stored by now, with what was typed over it."""
    came_back = CameBack(sheet.typed, sheet.figures, sheet.errors, sheet.seen)
    return annual_page(plan, rows_with_annual_targets(plan), came_back)


def _again(request: HttpRequest, page: AnnualPage, refusal: str) -> TemplateResponse:
    return answer(request, TEMPLATE, page, refusal=refusal)
