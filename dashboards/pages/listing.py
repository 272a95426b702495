"""清单: the rows behind any number of a board: indicators, or the forms of the year's rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.pages.address import ACCEPTED, Asked, Choice
from dashboards.pages.change import changes_shown
from dashboards.pages.frame import BoardHead, Shown, ground_of, head_of, list_link
from dashboards.pages.gaps import JudgedRow, judged
from dashboards.pages.lateness import EVERY, FormRow, form_rows
from dashboards.pages.list_filters import Listed, questions_of
from dashboards.pages.narrowing import (
    Facet,
    Option,
    chosen_of,
    facets_of,
    passing,
    removable,
    unknown_value,
    words_of,
)
from dashboards.pages.notices import Notice
from dashboards.pages.reports import report_link
from dashboards.words.change import Change
from dashboards.words.figures import data_date_of
from dashboards.words.lateness import PUNCTUALITY
from dashboards.words.seriousness import is_unassessed, lagging_rows, reason_of
from dashboards.words.tally import tally_of
from indicators.queries.progress import rows_of_plan

REPORTING = {EVERY: "全部填报单", **PUNCTUALITY}
FILTERS = ("attribute", "result", "status", "lamp", "changed", "department")


@dataclass(frozen=True, kw_only=True)
class ListRow(JudgedRow):
    """`reason`: why it cannot be judged; `change`: what became of it since the year before."""

    number: str
    reason: str
    change: Change | None


@dataclass(frozen=True, kw_only=True)
class ListPage(BoardHead):
    """`said`: what is counted, in words; `chosen`: the choices made, each with the address without it.
    `forms` is None where indicators are listed.
    """

    said: str = ""
    facets: tuple[Facet, ...] = ()
    chosen: tuple[Choice, ...] = ()
    kept: tuple[tuple[str, object], ...] = ()
    all_url: str = ""
    report_url: str = ""
    rows: tuple[ListRow, ...] = ()
    forms: tuple[FormRow, ...] | None = None

    @property
    def none(self) -> str:
        """What is not there, where nothing matches."""
        return "没有符合条件的指标" if self.forms is None else "没有符合条件、您可以查看的填报单"


def list_page(
    *, user: Any, code: str, asked: Asked, params: Mapping[str, str], today: date
) -> ListPage | None:
    """None where the board itself is not for this person's eyes."""
    ground = ground_of(user=user, code=code, asked=asked)
    if ground is None:
        return None
    wanted = {name: params[name] for name in (*FILTERS, "reporting") if params.get(name)}
    head = head_of(
        ground, tab="list", address=lambda place, **others: list_link(place, **{**others, **wanted})
    )
    if ground.shown is None:
        return ListPage(**head)
    shown, reporting = ground.shown, params.get("reporting", "").strip()
    if reporting in REPORTING:
        content = _forms(user, code, shown, reporting, params, today)
    else:
        content = _indicators(user, shown, params)
        if reporting:
            content["unknown"].append(unknown_value("填报情况", reporting, REPORTING))
    unknown = content.pop("unknown")
    head["notices"] += (Notice("warning", "".join(unknown)),) if unknown else ()
    kept = tuple((name, value) for name, value in shown.kept.items() if value != ACCEPTED)
    return ListPage(
        **head,
        **content,
        kept=kept,
        all_url=list_link(code, **shown.kept),
        report_url=report_link(user, shown.plan, shown.year),
    )


def _indicators(user: Any, shown: Shown, params: Mapping[str, str]) -> dict[str, Any]:
    rows = rows_of_plan(user, shown.plan, year=shown.year, standing=shown.asked.standing)
    _, changes = changes_shown(user, rows, shown)
    found = [Listed(row, shown.year, changes.get(row.item.id)) for row in rows]
    questions = questions_of(found, tally_of(rows, shown.year))
    chosen, unknown = chosen_of(questions, params)
    passed = passing(found, questions, chosen)
    words = words_of(questions, chosen)
    return {
        "said": f"{words or '全部指标'}：{len(passed)} 项",
        "facets": facets_of(found, questions, chosen),
        "chosen": removable(
            questions, chosen, lambda **left: list_link(shown.plan.region_id, **shown.kept, **left)
        ),
        "rows": tuple(_row(each, shown) for each in _ordered(passed)),
        "unknown": unknown,
        "data_date": data_date_of(row.verdict for row in rows),
    }


def _ordered(found: Sequence[Listed]) -> list[Listed]:
    """By seriousness where all of them are behind, as in the gap list; else as printed."""
    lagging = lagging_rows([each.row for each in found])
    if len(lagging) < len(found):
        return list(found)
    places = {row.item.id: place for place, row in enumerate(lagging)}
    return sorted(found, key=lambda each: places[each.row.item.id])


def _row(found: Listed, shown: Shown) -> ListRow:
    row = found.row
    return ListRow(
        **judged(row, shown.year, shown.asked.standing),
        number=row.item.number,
        reason=reason_of(row, public_only=shown.public_only) if is_unassessed(row) else "",
        change=found.change,
    )


def _forms(
    user: Any, code: str, shown: Shown, wanted: str, params: Mapping[str, str], today: date
) -> dict[str, Any]:
    """Of indicators nothing is listed then, so what would narrow them is said to count for nothing."""
    every = form_rows(user=user, code=code, year=shown.year, today=today)
    passed = tuple(row for row in every if wanted in (EVERY, row.kind))
    options = tuple(
        Option(
            kind,
            label,
            len(every) if kind == EVERY else sum(row.kind == kind for row in every),
            kind == wanted,
        )
        for kind, label in REPORTING.items()
    )
    idle = any(params.get(name) for name in FILTERS)
    return {
        "said": f"{shown.year} 年{REPORTING[wanted]}：{len(passed)} 张",
        "facets": (
            Facet("reporting", "填报情况", tuple(each for each in options if each.count or each.chosen)),
        ),
        "chosen": (Choice(f"填报情况：{REPORTING[wanted]}", list_link(code, **shown.kept)),),
        "forms": passed,
        "unknown": ["这里列的是填报单，指标的筛选条件未用。"] if idle else [],
    }
