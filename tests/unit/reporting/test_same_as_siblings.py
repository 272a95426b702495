from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calc import parse_figure
from reporting.rules import Entered, Weight
from reporting.rules.same_as_siblings import same_as_siblings
from tests.unit.reporting.entries import share


def beside(typed: str, *others: str) -> Entered:
    names = ("东县", "西县", "南县", "北县")
    return share(typed, siblings=dict(zip(names, map(parse_figure, others), strict=False)))


@pytest.mark.parametrize("others", [("95.2", "95.2"), ("95.20", "90", "95.2左右"), ("95.2",) * 4])
def test_same_as_siblings_asks_from_two_others_on(others: tuple[str, ...]) -> None:
    found = same_as_siblings(beside("95.2", *others))
    assert found is not None
    assert found.weight is Weight.WARNING
    assert "东县" in found.message


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("100", "100"),
        ("0", "0"),
        ("5.5", "5.5"),
        ("40", "40"),
        ("95.0", "95"),
        ("＞95.2", "＞95.2"),
        ("—", "—"),
    ],
)
def test_same_as_siblings_leaves_alone_what_coincides_easily(typed: str, other: str) -> None:
    assert same_as_siblings(beside(typed, other, other, other)) is None


def test_same_as_siblings_leaves_one_other_alone_and_round_counts() -> None:
    assert same_as_siblings(beside("95.2", "95.2", "95.1", "＞95.2")) is None
    rounded = Entered("1200", share("1").checks, siblings={name: parse_figure("1200") for name in "东西南"})
    assert same_as_siblings(rounded) is None
    assert share("1").threshold("same_as_siblings", "least_others") == Decimal(2)
