"""Tables as they are printed, read and told again in short: name | unit | baseline | target."""

from __future__ import annotations

from indicators.calc import format_figure
from intake.parsing.locating import Locator
from intake.parsing.reading import HeadRead, IndicatorRead, Period, Stated
from intake.parsing.script import legible
from intake.parsing.source import Source
from intake.parsing.tables import Grid, find_grids, read_grid

PLAN = (2021, 2025)


def grids(text: str) -> list[Grid]:
    source = Source(text, "text")
    return find_grids(source, legible(source))


def rows(text: str, plan: Period | None = PLAN) -> list[IndicatorRead]:
    return rows_of(Source(text, "text"), plan)


def rows_of(source: Source, plan: Period | None = PLAN) -> list[IndicatorRead]:
    locate = Locator(source)
    found = find_grids(source, legible(source))
    return [row for grid in found for row in read_grid(grid, HeadRead(period=plan), locate)]


def told(text: str, plan: Period | None = PLAN) -> list[str]:
    return [short(row) for row in rows(text, plan)]


def short(row: IndicatorRead) -> str:
    return f"{row.name}|{row.unit}|{figure(row.baseline)}|{figure(row.target)}"


def figure(stated: Stated | None) -> str:
    return "无" if stated is None else format_figure(stated.figure)


def whole(row: IndicatorRead) -> str:
    return f"{row.period[1]}|{short(row)}|{figure(row.actual)}|{row.attribute}|{row.parent}"
