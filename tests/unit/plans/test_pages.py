"""Commitments in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.models import Commitment
from plans.pages import asked_of, distance_of, is_met, mark_of, term_of

D = Decimal


def commitment(quantity: str | None = "10", op: str = "=", unit: str = "个", **fields: object) -> Commitment:
    return Commitment(
        name="任务", op=op, quantity=None if quantity is None else D(quantity), unit=unit, **fields
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (commitment("250.000000", ">=", "名", text="250名以上"), "250名以上"),
        (commitment("1250.500000", ">=", "万人"), "≥1250.5 万人"),
        (commitment("30", "~", "项"), "约30 项"),
        (commitment(None, text="每两年举办一届"), "每两年举办一届"),
        (commitment(None), "—"),
    ],
)
def test_asked_is_what_is_printed_or_made_from_its_parts(asked: Commitment, expected: str) -> None:
    assert asked_of(asked) == expected


def test_term_says_when() -> None:
    assert term_of(commitment(is_per_year=True)) == "每年"
    assert term_of(commitment(is_per_year=True, due_year=2023)) == "每年，至 2023 年"
    assert term_of(commitment(due_year=2025)) == "2025 年完成"
    assert term_of(commitment()) == "规划期内"


@pytest.mark.parametrize(
    ("op", "done", "met", "distance"),
    [
        ("=", "10", True, "已达到"),
        ("=", "12", True, "已达到"),
        (">=", "7.5", False, "还差 2.5 个"),
        (">", "10", False, "须大于要求"),
        ("~", "9", False, "还差 1 个"),
        ("<=", "10", True, "已达到"),
        ("<=", "12", False, "超出 2 个"),
        ("<", "10", False, "须小于要求"),
    ],
)
def test_distance_is_towards_a_floor_or_over_a_ceiling(op: str, done: str, met: bool, distance: str) -> None:
    asked = commitment("10", op)
    assert (is_met(asked, D(done)), distance_of(asked, D(done))) == (met, distance)


def test_distance_needs_two_numbers() -> None:
    assert distance_of(commitment(None), D(3)) == "—"
    assert distance_of(commitment(), None) == "—"
    assert is_met(commitment(None), D(3)) is None


def test_mark_has_a_word() -> None:
    mark = mark_of("delayed")
    assert mark is not None
    assert (mark.code, mark.label) == ("delayed", "进度滞后")
    assert mark_of("") is None
