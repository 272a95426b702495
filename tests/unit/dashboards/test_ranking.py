"""排名: ties, what is missing, which end is the better."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboards.words.ranking import NO_VALUE, Entry, rank


def ranks(values: dict[str, str | None], *, higher: bool = True) -> list[tuple[str, int | None]]:
    entries = [Entry(key, None if value is None else Decimal(value)) for key, value in values.items()]
    return [(each.key, each.rank) for each in rank(entries, higher_is_better=higher)]


def test_rank_begins_with_the_highest() -> None:
    assert ranks({"a": "90", "b": "95.5", "c": "7"}) == [("b", 1), ("a", 2), ("c", 3)]


def test_rank_begins_with_the_lowest_where_lower_is_better() -> None:
    assert ranks({"a": "5.2", "b": "4.9", "c": "-1"}, higher=False) == [("c", 1), ("b", 2), ("a", 3)]


@pytest.mark.parametrize("higher", [True, False])
def test_equal_values_share_a_rank_and_the_next_is_skipped(higher: bool) -> None:
    values: dict[str, str | None] = {
        "a": "5",
        "b": "5.00",
        "c": "9" if higher else "1",
        "d": "0" if higher else "7",
    }
    assert ranks(values, higher=higher) == [("c", 1), ("a", 2), ("b", 2), ("d", 4)]


def test_missing_value_is_no_nought_and_stands_apart() -> None:
    found = rank([Entry("a", None), Entry("b", Decimal(0)), Entry("c", Decimal(-3))], higher_is_better=True)
    assert [(each.key, each.rank, each.reason) for each in found] == [
        ("b", 1, ""),
        ("c", 2, ""),
        ("a", None, NO_VALUE),
    ]


def test_what_may_not_be_compared_takes_no_place_whatever_its_value() -> None:
    entries = [Entry("a", Decimal(99), "只有 2022 年数据"), Entry("b", Decimal(1)), Entry("c", Decimal(2))]
    found = rank(entries, higher_is_better=True)
    assert [(each.key, each.rank) for each in found] == [("c", 1), ("b", 2), ("a", None)]
    assert found[-1].reason == "只有 2022 年数据"


def test_nothing_to_rank() -> None:
    assert rank([], higher_is_better=True) == []
