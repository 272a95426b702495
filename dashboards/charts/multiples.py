"""Small multiples: the course of one indicator in each region, all with the same axes, as coordinates for
SVG drawn by the server, so that they stand without script and each can be a link.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboards.charts.chart import Table
from dashboards.charts.course import Course, Step
from dashboards.charts.scale import is_point, near_end, opens_down

WIDTH, HEIGHT = 300, 168
LEFT, RIGHT, TOP, BOTTOM = 46, 18, 22, 26
TICKS = 4
WHISKER = 11  # how long the open side of a bound is drawn

Point = tuple[str, str]
Say = Callable[[Decimal | None], str]


@dataclass(frozen=True)
class Drawn:
    """`known` are exact figures, `bounds` printed ends of inequalities with the shaft of their arrow."""

    strokes: tuple[str, ...]
    known: tuple[Point, ...]
    bounds: tuple[tuple[str, str, str, str], ...]  # x, y, end of the shaft, arrow head
    path: str
    goal: str | None
    last: tuple[str, str, str] | None  # x, y, text


@dataclass(frozen=True)
class Multiples:
    unit: str
    ticks: tuple[tuple[str, str], ...]  # y, label
    years: tuple[tuple[str, str], ...]  # x, label
    drawn: tuple[Drawn, ...]
    table: Table
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class _Series:
    label: str
    base: Decimal | None
    values: tuple[Decimal | None, ...]
    steps: tuple[Step, ...]
    path: tuple[Decimal | None, ...]
    goal: Decimal | None


def multiples_of(
    courses: Sequence[tuple[str, Course]], years: Sequence[int], *, unit: str, as_share: bool, say: Say
) -> Multiples:
    """`as_share`: in per cent of each region's own target, so that large and small regions fit one axis.
    `say` makes a number or a missing one into words.
    """
    series = [_series(label, course, as_share) for label, course in courses]
    ticks = _ticks([value for each in series for value in _all(each)])
    frame = _Frame(ticks[0], ticks[-1], len(years))
    labels = ("基数", *(str(year) for year in years))
    shown = range(0, len(years) + 1, 1 if len(years) < 7 else 2)
    return Multiples(
        unit="占各自目标的 %" if as_share else unit,
        ticks=tuple((f"{frame.down(tick):.1f}", say(tick)) for tick in ticks),
        years=tuple((f"{frame.across(place):.1f}", labels[place]) for place in shown),
        drawn=tuple(_drawn(each, frame, say) for each in series),
        table=Table(
            ("地区", *labels, "目标"),
            tuple(
                (
                    each.label,
                    say(each.base),
                    *(_said(each, place, say) for place in range(len(years))),
                    say(each.goal),
                )
                for each in series
            ),
        ),
    )


def _series(label: str, course: Course, as_share: bool) -> _Series:
    whole = course.goal if as_share and course.goal else Decimal(100)

    def share(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * 100 / whole

    return _Series(
        label=label,
        base=share(course.start),
        values=tuple(share(near_end(step)) if step.own is not None else None for step in course.steps),
        steps=course.steps,
        path=tuple(share(step.expected) for step in course.steps) if course.stepwise else (),
        goal=share(course.goal),
    )


def _said(series: _Series, place: int, say: Say) -> str:
    value, step = series.values[place], series.steps[place]
    sign = "" if is_point(step.reached) else "＜" if opens_down(step) else "＞"
    return say(value) if value is None else f"{sign}{say(value)}"


def _all(series: _Series) -> list[Decimal]:
    return [value for value in (series.base, *series.values, *series.path, series.goal) if value is not None]


def _ticks(values: Sequence[Decimal]) -> list[Decimal]:
    """Round numbers around all values, about four steps apart."""
    low, high = (min(values), max(values)) if values else (Decimal(0), Decimal(1))
    span = high - low or abs(high) or Decimal(1)
    ten = Decimal(1).scaleb((span / TICKS).adjusted())
    step = next(ten * each for each in (1, 2, 5, 10) if ten * each * TICKS >= span)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * place for place in range(first, max(last, first + 1) + 1)]


@dataclass(frozen=True)
class _Frame:
    """The axes that all share: the baseline year at the left, then the years."""

    low: Decimal
    high: Decimal
    years: int

    def across(self, place: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * place / self.years

    def down(self, value: Decimal) -> float:
        return HEIGHT - BOTTOM - float((value - self.low) / (self.high - self.low)) * (HEIGHT - TOP - BOTTOM)

    def point(self, place: int, value: Decimal) -> Point:
        return f"{self.across(place):.1f}", f"{self.down(value):.1f}"


def _drawn(series: _Series, frame: _Frame, say: Say) -> Drawn:
    exact = [series.base, *(_exact(series, place) for place in range(len(series.steps)))]
    runs: list[list[Point]] = [[]]
    for place, value in enumerate(exact):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(frame.point(place, value))
    awaited = [(0, series.base), *enumerate(series.path, start=1)] if series.path else []
    return Drawn(
        strokes=tuple(_joined(run) for run in runs if len(run) > 1),
        known=tuple(point for run in runs for point in run),
        bounds=tuple(
            _bound(series, frame, place) for place in range(len(series.steps)) if _is_bound(series, place)
        ),
        path=_joined([frame.point(place, value) for place, value in awaited if value is not None]),
        goal=None if series.goal is None else f"{frame.down(series.goal):.1f}",
        last=_last(series, frame, say),
    )


def _exact(series: _Series, place: int) -> Decimal | None:
    return series.values[place] if is_point(series.steps[place].reached) else None


def _is_bound(series: _Series, place: int) -> bool:
    return series.values[place] is not None and not is_point(series.steps[place].reached)


def _bound(series: _Series, frame: _Frame, place: int) -> tuple[str, str, str, str]:
    """A printed end with an arrow towards the side that is not known."""
    x, near = frame.across(place + 1), frame.down(series.values[place] or Decimal(0))
    way = 1 if opens_down(series.steps[place]) else -1
    far = near + way * WHISKER
    head = f"{x - 4:.1f},{far:.1f} {x + 4:.1f},{far:.1f} {x:.1f},{far + way * 5:.1f}"
    return f"{x:.1f}", f"{near:.1f}", f"{far:.1f}", head


def _last(series: _Series, frame: _Frame, say: Say) -> tuple[str, str, str] | None:
    """The latest value, said on that side of its point where the path is not."""
    reported = [place for place, value in enumerate(series.values) if value is not None]
    if not reported:
        return None
    place = reported[-1]
    value = series.values[place] or Decimal(0)
    line = series.path[place] if series.path else None
    below = line is not None and value < line
    beside = frame.down(value) + (18 if below else -9)
    return f"{frame.across(place + 1):.1f}", f"{beside:.1f}", _said(series, place, say)


def _joined(points: Sequence[Point]) -> str:
    return " ".join(f"{across},{down}" for across, down in points)
