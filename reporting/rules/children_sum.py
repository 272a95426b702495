"""The regions below do not add up to the region's own figure.

Only of what may be added up, and only once every region below that is expected to report has done so. Each
figure may be rounded by half its last place: that many halves are no difference. With inequalities only what
is certain counts. While some are missing, or some are not asked for the indicator (a county without any such
institution), the sum may be too small but never too great: then only that is told. What is missing is named
and is never an error.
"""

from __future__ import annotations

from typing import TypeGuard

from indicators.calc import Figure
from indicators.calc.interval import add, interval_of
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import HALF, is_above, plain

CODE = "children_sum"


def children_sum(entered: Entered) -> Finding | None:
    own, figure = entered.interval, entered.figure
    reported = [each for each in entered.children.values() if _is_number(each)]
    if own is None or figure is None or not entered.is_additive or not reported:
        return None
    if any(each.cumulative != figure.cumulative for each in reported):
        return None
    total = add(interval_of(each, (entered.limit_low, entered.limit_high)) for each in reported)
    room = entered.step * HALF * (len(reported) + 1)
    missing = [name for name, each in entered.children.items() if not _is_number(each)]
    words = {"typed": entered.shown, "total": str(total), "room": plain(room)}
    if not missing and entered.all_children:
        differs = is_above(own, total, room) or is_above(total, own, room)
        return entered.finds(CODE, count=str(len(reported)), **words) if differs else None
    if not _only_grows(entered) or not is_above(total, own, room):
        return None
    if missing:
        return entered.finds(CODE, "missing", missing="、".join(missing), **words)
    return entered.finds(CODE, count=str(len(reported)), **words)


def _is_number(figure: Figure | None) -> TypeGuard[Figure]:
    return figure is not None and figure.is_comparable


def _only_grows(entered: Entered) -> bool:
    """Whether what is missing could only add to the sum."""
    return entered.limit_low is not None and entered.limit_low >= 0
