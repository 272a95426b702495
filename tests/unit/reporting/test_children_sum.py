from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.calc import parse_figure
from reporting.rules import Entered, Weight
from reporting.rules.children_sum import children_sum
from tests.unit.reporting.entries import rising


def summed(typed: str, *children: str, **facts: Any) -> Entered:
    """Children by name; an empty text is one that has not reported."""
    names = ("东县", "西县", "南县")
    figures = {
        name: parse_figure(text) if text else None for name, text in zip(names, children, strict=False)
    }
    return rising(typed, **{"is_additive": True, "limit_low": Decimal(0), "children": figures, **facts})


@pytest.mark.parametrize(
    ("typed", "children"),
    [("10", ("3", "3", "3.9")), ("9.5", ("3", "3", "3.9")), ("＜9", ("3", "＞6.5")), ("10", ("≤5", "4.9"))],
)
def test_children_sum_that_differs_asks_for_a_note(typed: str, children: tuple[str, ...]) -> None:
    found = children_sum(summed(typed, *children))
    assert found is not None
    assert found.weight is Weight.WARNING
    assert f"与本级 {typed} 不符" in found.message
    assert f"{len(children)} 个下级" in found.message


@pytest.mark.parametrize(
    ("typed", "children"),
    [
        ("9.9", ("3", "3", "3.9")),
        ("9.92", ("3", "3", "3.9")),  # four figures, each rounded by up to 0.005
        ("10", ("3", "3", "＞3")),
        ("＞9", ("3", "3", "3.9")),
        ("—", ("3", "3", "3.9")),
        ("10", ("", "", "")),
        ("10", ()),
        ("10", ("〔3〕", "3")),
    ],
)
def test_children_sum_is_silent_within_rounding_and_where_nothing_is_certain(
    typed: str, children: tuple[str, ...]
) -> None:
    assert children_sum(summed(typed, *children)) is None


def test_children_sum_beyond_rounding_is_a_step_further() -> None:
    assert children_sum(summed("9.93", "3", "3", "3.9")) is not None
    assert children_sum(summed("9.93", "3", "3", "3.9", decimals=1)) is None


def test_children_sum_never_adds_rates() -> None:
    assert children_sum(summed("95", "90", "91", is_additive=False)) is None


@pytest.mark.parametrize("missing", ["", "—"])
def test_children_sum_names_the_missing_only_where_the_others_exceed_the_whole(missing: str) -> None:
    assert children_sum(summed("10", "3", missing, "3.9")) is None
    found = children_sum(summed("6", "3", missing, "3.9"))
    assert found is not None
    assert found.weight is Weight.NOTICE
    assert "还缺西县的数" in found.message


def test_children_sum_may_fall_short_where_not_every_region_is_asked() -> None:
    assert children_sum(summed("10", "3", all_children=False)) is None
    found = children_sum(summed("2", "3", all_children=False))
    assert found is not None
    assert found.weight is Weight.WARNING
    assert children_sum(summed("2", "3", "", limit_low=None)) is None
