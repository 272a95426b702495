"""Sums of parts against their whole: bounds, holes, ceilings, units, rounding, rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calc import Interval, Sat, parse_figure
from indicators.calc.rollup import (
    IN_WORDS,
    NO_FIGURE,
    NO_PLAN,
    OTHER_UNIT,
    Part,
    Sum,
    part_of,
    quotient,
    share,
    split,
    summed,
)

POSITIVE = (Decimal(0), None)
ANYTHING = (None, None)
HOLE = Part(None, NO_PLAN)


def part(text: str, unit: str = "万人", whole: str = "万人", limits: Any = POSITIVE) -> Part:
    return part_of(parse_figure(text), unit=unit, whole_unit=whole, limits=limits)


def of(target: str, *texts: str, sense: str = "higher", holes: int = 0, limits: Any = POSITIVE) -> Sum:
    parts = [*(part(text, limits=limits) for text in texts), *[HOLE] * holes]
    return split(parse_figure(target), sense, parts, limits)


def up(own: str | None, *texts: str, holes: int = 0, step: str = "0.1", limits: Any = POSITIVE) -> Sum:
    parts = [*(part(text, limits=limits) for text in texts), *[HOLE] * holes]
    return summed(None if own is None else parse_figure(own), parts, limits, Decimal(step))


def test_parts_that_reach_the_target_are_enough() -> None:
    found = of("100", "40", "60")
    assert (found.sat, found.difference, found.coverage) == (Sat.YES, Decimal(0), Decimal(100))


def test_parts_that_fall_short_say_by_how_much() -> None:
    found = of("〔95〕", "〔40〕", "〔50〕")
    assert (found.sat, found.difference) == (Sat.NO, Decimal(5))
    assert found.coverage is not None
    assert round(found.coverage, 2) == Decimal("94.74")


@pytest.mark.parametrize(
    ("target", "texts", "sense", "holes", "decided"),
    [
        ("100", ("60", "50"), "higher", 1, Sat.YES),  # what is missing can only add
        ("100", ("60", "30"), "higher", 1, Sat.UNKNOWN),
        ("100", ("60", "50"), "lower", 1, Sat.NO),  # over the ceiling already
        ("100", ("60", "30"), "lower", 1, Sat.UNKNOWN),
        ("100", ("60", "30"), "lower", 0, Sat.YES),
        ("≤100", ("60", "50"), "lower", 0, Sat.NO),
        ("100", (), "higher", 3, Sat.UNKNOWN),
    ],
)
def test_missing_parts_leave_open_what_they_could_change(
    target: str, texts: tuple[str, ...], sense: str, holes: int, decided: Sat
) -> None:
    found = of(target, *texts, sense=sense, holes=holes)
    assert (found.sat, found.missing) == (decided, holes)


def test_missing_part_that_may_be_negative_leaves_everything_open() -> None:
    assert of("100", "60", "50", holes=1, limits=ANYTHING).sat is Sat.UNKNOWN


@pytest.mark.parametrize(
    ("target", "texts", "decided", "total"),
    [
        ("＞40", ("＞20", "20"), Sat.YES, "＞40"),
        ("＞40", ("20", "20"), Sat.NO, "40"),
        ("≥40", ("≥20", "20"), Sat.YES, "≥40"),
        ("≥50", ("≥20", "20"), Sat.UNKNOWN, "≥40"),
        ("50", ("＜20", "20"), Sat.NO, "［20，40）"),
    ],
)
def test_inequalities_add_up_as_intervals(
    target: str, texts: tuple[str, ...], decided: Sat, total: str
) -> None:
    found = of(target, *texts)
    assert (found.sat, str(found.total)) == (decided, total)


def test_difference_and_coverage_of_inequalities() -> None:
    found = of("≥50", "≥20", "20")
    assert (found.difference, found.coverage) == (None, Decimal(80))


def test_target_of_zero_has_no_coverage() -> None:
    found = of("0", "0", "0", sense="lower")
    assert (found.sat, found.difference, found.coverage) == (Sat.YES, Decimal(0), None)


def test_parts_are_converted_to_the_unit_of_the_whole() -> None:
    assert part("32000", "人", "万人").interval == Interval(Decimal("3.2"), Decimal("3.2"))
    assert part("0.5", "亿元", "万元").interval == Interval(Decimal(5000), Decimal(5000))


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("100", "万元", OTHER_UNIT),
        ("达到全省平均水平", "万人", IN_WORDS),
        ("年均增长6%", "万人", IN_WORDS),
        ("10∶40∶50", "万人", IN_WORDS),
        ("—", "万人", NO_FIGURE),
    ],
)
def test_what_cannot_be_added_says_why(text: str, unit: str, why: str) -> None:
    assert part(text, unit) == Part(None, why)


def test_nothing_reported_is_no_figure() -> None:
    assert part_of(None, unit="人", whole_unit="人", limits=ANYTHING) == Part(None, NO_FIGURE)


@pytest.mark.parametrize(
    ("own", "texts", "holes", "decided"),
    [
        ("10", ("4", "6"), 0, Sat.YES),
        ("10.1", ("4", "6"), 0, Sat.YES),  # within three halves of the last place
        ("10.2", ("4", "6"), 0, Sat.NO),
        ("9.8", ("4", "6"), 0, Sat.NO),
        ("12", ("4", "6"), 1, Sat.UNKNOWN),
        ("9", ("4", "6"), 1, Sat.NO),  # one more can only add
        ("10", ("＞4", "6"), 0, Sat.UNKNOWN),
        ("9", ("＞4", "6"), 0, Sat.NO),
        (None, ("4", "6"), 0, Sat.UNKNOWN),
        ("10", (), 2, Sat.UNKNOWN),
    ],
)
def test_figures_agree_up_to_rounding(
    own: str | None, texts: tuple[str, ...], holes: int, decided: Sat
) -> None:
    assert up(own, *texts, holes=holes).sat is decided


def test_sum_says_the_difference_to_the_own_figure() -> None:
    found = up("12", "4", "6")
    assert (found.difference, found.total) == (Decimal(2), Interval(Decimal(10), Decimal(10)))


def test_rate_is_made_from_all_numerators_and_denominators_or_not_at_all() -> None:
    parts = [(Decimal(90), Decimal(100)), (Decimal(10), Decimal(300))]
    assert quotient(parts, Decimal(100)) == Decimal(25)  # the mean of 90 and 3.3 would be 46.7
    assert quotient([*parts, None], Decimal(100)) is None
    assert quotient([], Decimal(100)) is None
    assert quotient([(Decimal(0), Decimal(0))], Decimal(100)) is None


def test_share_of_an_inequality_is_that_of_its_known_end() -> None:
    assert share(Interval(Decimal(20), None), Decimal(80)) == Decimal(25)
    assert share(Interval(None, Decimal(20)), Decimal(80)) == Decimal(25)
    assert share(None, Decimal(80)) is None
    assert share(Interval(Decimal(1), Decimal(1)), Decimal(0)) is None


texts = st.sampled_from(["1", "2.5", "＞3", "≥4", "＜5", "≤6", "7—8", "0", "好"])


@settings(max_examples=60)
@given(st.lists(texts, max_size=6).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_order_of_the_parts_does_not_matter(orders: tuple[list[str], list[str]]) -> None:
    one, other = ([part(text) for text in order] for order in orders)
    target = parse_figure("12")
    for sense in ("higher", "lower"):
        assert split(target, sense, one, POSITIVE) == split(target, sense, other, POSITIVE)
    assert summed(target, one, POSITIVE, Decimal("0.1")) == summed(target, other, POSITIVE, Decimal("0.1"))
