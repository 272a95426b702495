"""规划编辑: a table pasted from Word or Excel, shown as it was understood, then taken into the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.models import PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from indicators.queries.planning import rows_of_plan
from indicators.views.answers import answer, person, sentence_of
from intake.forms.editor_paste import Pasted, chosen_of, pasted_of, typed_in
from intake.pages.editor_paste import PastePage, paste_page, preview_line
from intake.pages.editor_row import entries_shown
from intake.queries.editor import Catalogue, catalogue
from intake.services.editor import add_rows
from intake.services.pasting import PastedRow, cells_of, read_pasted
from intake.views.editor_answers import SAID, closed, opened
from plans.models import Plan

TEMPLATE = "intake/editor_paste.html"
NO_TABLE = "没有读出表格。请从 Word、Excel 中选中整张表复制，每行一项指标，各列以制表符隔开。"
NO_HEAD = "没有认出表头。请在每一列的上方选定这一列是什么，然后再读一次。"
NONE_CHOSEN = "没有选中任何一行。请勾选要录入的行。"
WRONG = "没有录入：有 {count} 行需要改正，请看各行下的说明。"
TAKEN = "已录入 {count} 项指标。请核对，并补充责任单位和权重。"


@require_http_methods(["GET", "HEAD", "POST"])
def paste_rows(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The text is sent back with every step, so that nothing is kept until it is taken."""
    plan = opened(request, plan_id)
    told = closed(request, plan)
    if told:
        return told
    if request.method != "POST":
        return _answer(request, paste_page(plan))
    pasted = pasted_of(request.POST)
    cells = cells_of(pasted.text) if any(pasted.columns) else []
    if pasted.wrong:
        return _answer(request, _asking(plan, pasted, cells), pasted.wrong)
    rows = read_pasted(pasted.text, plan, pasted.columns)
    if not rows:
        cells = cells_of(pasted.text)
        return _answer(request, _asking(plan, pasted, cells), NO_HEAD if cells else NO_TABLE)
    if request.POST.get("action") == "take":
        return _take(request, plan, pasted, rows)
    return _preview(request, plan, pasted, rows, is_new=True)


def _take(request: HttpRequest, plan: Plan, pasted: Pasted, rows: Sequence[PastedRow]) -> HttpResponse:
    chosen = chosen_of(request.POST, rows, plan, rows_of_plan(plan), catalogue())
    if chosen.errors or not chosen.rows:
        said = WRONG.format(count=len(chosen.errors)) if chosen.errors else NONE_CHOSEN
        return _preview(request, plan, pasted, rows, refusal=said, errors=chosen.errors)
    try:
        made = add_rows(plan_id=plan.pk, rows=chosen.rows, by=person(request), at=timezone.now())
    except SAID as error:
        return _preview(request, plan, pasted, rows, refusal=sentence_of(error))
    messages.success(request, TAKEN.format(count=len(made)))
    return redirect("intake:plan_editor", plan.pk)


def _preview(
    request: HttpRequest,
    plan: Plan,
    pasted: Pasted,
    rows: Sequence[PastedRow],
    *,
    refusal: str = "",
    errors: Mapping[int, str] | None = None,
    is_new: bool = False,
) -> HttpResponse:
    """As it was read, or as it came back."""
    taken: Sequence[PlanIndicator] = rows_of_plan(plan)
    lines = [
        preview_line(
            place,
            row,
            taken,
            None if is_new else typed_in(request.POST, place),
            (errors or {}).get(place, ""),
        )
        for place, row in enumerate(rows)
    ]
    cells = cells_of(pasted.text) if any(pasted.columns) else []
    page = paste_page(plan, text=pasted.text, columns=pasted.columns, cells=cells, lines=lines)
    return _answer(request, page, refusal, catalogue())


def _asking(plan: Plan, pasted: Pasted, cells: Sequence[Sequence[str]]) -> PastePage:
    return paste_page(plan, text=pasted.text, columns=pasted.columns, cells=cells)


def _answer(
    request: HttpRequest, page: PastePage, refusal: str = "", found: Catalogue | None = None
) -> HttpResponse:
    return answer(
        request, TEMPLATE, page,
        refusal=refusal, level="info" if refusal == NO_HEAD else "error",
        entries=entries_shown(found) if found else (), bases=BASES, senses=SENSES,
    )  # fmt: skip
