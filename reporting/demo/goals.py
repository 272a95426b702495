"""What each place promised and reported, worked out from the province's table.

Nothing is left to chance: the same files give the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reporting.demo.goal import Goal, Key, as_printed
from reporting.demo.reading import Line, Place, Sheet
from reporting.demo.sharing import shared_out
from reporting.demo.varying import varied


def goals_of(places: Sequence[Place], sheet: Sheet) -> dict[Key, Goal]:
    """Every row of every place's plan; `places` with the province first and parents before children."""
    found: dict[Key, Goal] = {}
    for position, line in enumerate(sheet.lines):
        for code, goal in _common(places, line, sheet, position).items():
            found[code, line.indicator] = goal
    for code, line in sheet.local:
        found[code, line.indicator] = as_printed(line)
    for code, rows in sheet.own.items():
        for indicator, texts in rows.items():
            found[code, indicator] = _with_own_texts(found[code, indicator], texts)
    return found


def _common(places: Sequence[Place], line: Line, sheet: Sheet, position: int) -> dict[str, Goal]:
    top, *below = [place for place in places if sheet.covers(place) and line in sheet.lines_at(place)]
    if line.share:
        goals = shared_out(line, top, below, position, sheet.baseline_year)
    else:
        goals = varied(line, below, places, position)
    return {top.code: as_printed(line), **goals}


def _with_own_texts(goal: Goal, texts: Mapping[str, str]) -> Goal:
    years = {int(year): text for year, text in texts.items() if year.isdigit()}
    return replace(
        goal,
        baseline=texts.get("baseline", goal.baseline),
        target=texts.get("target", goal.target),
        actuals={**goal.actuals, **years},
    )
