"""Quantities in running text: number, unit and the words that bound it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.calc import Figure
from indicators.calc.figure import Op
from intake.parsing.prose.bounds import LEAD, TRAIL, bound
from intake.parsing.prose.numbers import Number, numbers_in
from intake.parsing.prose.units import NOT_A_UNIT, UNIT

BRACKETS = re.compile(r"[〔\[][\d.,]+[〕\]]")  # a sum, as tables print it
LONGEST_LEAD = 10
MORE = re.compile(r"\s*[余多]")
MORE_INSIDE = re.compile(r"\s*(?P<factor>万亿|万|亿|千)[余多](?=\S)")
SHARE_OF = re.compile(r"\s?/(?:每)?(?:10|十|1)?[万千]")
BARE_FACTOR = re.compile(r"\s?(?:万亿|万|亿)")
SMALL_FACTOR = re.compile(r"(?P<small>千|百|十)(?P<rest>万?(?!瓦|米|克|伏|公顷).+)")
SMALL = {"千": 1000, "百": 100, "十": 10}
# Numerals of one sign stand before these without being a count.
VAGUE = ("", "村", "组", "点", "层", "路", "条")


@dataclass(frozen=True)
class Quantity:
    """`start`…`end` in the text, the words that bound the number included; `number` is where digits begin.

    `unit` is as printed (万人), % for 百分之 and 成, empty where none follows; `members` those of a ratio.
    """

    start: int
    number: int
    end: int
    op: Op
    value: Decimal
    unit: str
    upper: Decimal | None = None
    members: tuple[Decimal, ...] = ()
    is_spelled: bool = False
    is_bracketed: bool = False

    @property
    def is_bounded_before(self) -> bool:
        """不低于, 超过 and the like stand before the number."""
        return self.start < self.number and not self.is_bracketed

    def moved(self, by: int) -> Quantity:
        return replace(self, start=self.start + by, number=self.number + by, end=self.end + by)

    def figure(self, text: str, *, cumulative: bool = False) -> Figure:
        if self.members:
            return Figure(members=self.members, text=text, kind="ratio")
        if self.upper is not None:
            return Figure(">=", self.value, self.upper, text=text, cumulative=cumulative, kind="range")
        return Figure(self.op, self.value, text=text, cumulative=cumulative)


def quantities_in(text: str) -> list[Quantity]:
    """In order; numbers in titles, names, dates and fixed phrases are none. A number without unit counts:
    whoever asks looks at the words before it.
    """
    found: list[Quantity] = []
    for number in numbers_in(text):
        if not found or number.start >= found[-1].end:
            quantity = _quantity(number, text)
            found += [quantity] if quantity else []
    return found


def _quantity(number: Number, text: str) -> Quantity | None:
    if number.members:
        members = number.members
        return Quantity(number.start, number.start, number.end, "=", number.value, "", None, members)
    brackets = BRACKETS.match(text, max(number.start - 1, 0))
    number = replace(number, end=number.end + 1) if brackets else number
    unit, end, more = _measure(number, text)
    lead = LEAD.search(text, max(0, number.start - LONGEST_LEAD), number.start)
    is_rank = unit.endswith("级") or text[end : end + 1] == "级"
    if is_rank or (number.is_spelled and unit in VAGUE and not lead):
        return None
    trail = TRAIL.match(text, end)
    op = bound(lead[0] if lead else "", trail[0] if trail else "", more=more)
    unit, times = _whole_unit(unit)
    return Quantity(
        start=lead.start() if lead else number.start - (brackets is not None),
        number=number.start,
        end=trail.end() if trail else end,
        op=op,
        value=number.value * times,
        unit=unit,
        upper=None if number.upper is None else number.upper * times,
        is_spelled=number.is_spelled,
        is_bracketed=brackets is not None,
    )


def _measure(number: Number, text: str) -> tuple[str, int, bool]:
    """The unit, where it ends, and whether 余 or 多 stands before, inside or behind it."""
    before = MORE.match(text, number.end)
    end, factor = (before.end() if before else number.end), number.factor
    inside = None if before else MORE_INSIDE.match(text, end)
    if inside:
        factor, end = factor + inside["factor"], inside.end()
    unit, end = (number.unit, end) if number.unit else _unit(text, end, factor)
    behind = None if before or inside else MORE.match(text, end)
    return unit, behind.end() if behind else end, bool(before or inside or behind)


def _unit(text: str, at: int, factor: str) -> tuple[str, int]:
    """The unit that begins here and where it ends; only a factor where no unit follows."""
    share = SHARE_OF.match(text, at)
    if share:
        return "1" + share[0].strip(), share.end()
    match = UNIT.match(text, at)
    if match and not NOT_A_UNIT.match(text, match.start("word")):
        return factor + match[0].strip(), match.end()
    bare = BARE_FACTOR.match(text, at)
    return (factor + bare[0].strip(), bare.end()) if bare else (factor, at)


def _whole_unit(unit: str) -> tuple[str, int]:
    """3千户 is 3000户, 5百万元 is 500万元, 六成 is 60%; 千瓦 and 千米 are units themselves."""
    if unit == "成":
        return "%", 10
    match = SMALL_FACTOR.match(unit)
    return (match["rest"], SMALL[match["small"]]) if match else (unit, 1)
