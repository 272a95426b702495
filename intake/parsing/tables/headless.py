"""Tables whose head was lost: named by what their columns hold, where only one reading is left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.passage import Passage
from intake.parsing.reading import Period
from intake.parsing.tables.grid import Row, distinct
from intake.parsing.tables.layouts.stacked_kinds import fits
from intake.parsing.tables.names import read_name

FEWEST = 3  # rows
NUMBERED = re.compile(r"[*★☆▲△※●]?\s*\d{1,3}[.、]")
ORDER = ["name", "value", "value", "attribute"]


def guessed_head(rows: Sequence[Row], period: Period | None) -> Row | None:
    """指标, base year, end year, 属性 (单位 behind the name): numbered names, two columns of figures and the
    words 约束性, 预期性 behind them. None where anything speaks against it.
    """
    told = [row for row in rows if len(distinct(row)) > 1]
    if period is None or len(told) < FEWEST or not rows:
        return None
    kinds = [_kind([row[at].text.strip() for row in told]) for at in range(len(rows[0]))]
    has_units = all(read_name(row[0], "\0" * (row[0].origin[-1] + 1)).unit for row in told if row[0])
    if [kind for kind in kinds if kind != "unit"] != ORDER or not (has_units or "unit" in kinds):
        return None
    words = {"name": "指标", "unit": "单位", "attribute": "属性"}
    years = iter((f"{period[0] - 1}年", f"{period[1]}年"))
    at = told[0][0].origin[0]
    texts = [words[kind] if kind in words else next(years) for kind in kinds]
    return tuple(Passage(text, (at,) * len(text)) for text in texts)


def _kind(texts: Sequence[str]) -> str:
    """What all cells of a column are; empty where they differ."""
    if all(NUMBERED.match(text) for text in texts):
        return "name"
    filled = [text for text in texts if text]
    whole = len(filled) == len(texts)
    if whole and all(fits("attribute", text) for text in texts):
        return "attribute"
    if whole and all(fits("unit", text) for text in texts):
        return "unit"
    figures = sum(fits("value", text) for text in filled)
    return "value" if whole and figures * 3 >= 2 * len(texts) else ""
