"""Squares, short names and the words of cells: no database."""

from __future__ import annotations

import pytest

from dashboards.pages.landscape_tiles import short_name, short_word, shown_lamp, squares_of
from dashboards.queries.landscape import Place
from regions.models import Region
from tests.unit.dashboards.examples import (
    BINDING_BEHIND,
    CEILING_BROKEN,
    FLOOR_BROKEN,
    PENDING,
    STALE,
    WITHOUT_DATA,
)


def place(code: str, square: tuple[int, int] | None) -> Place:
    row, column = square or (None, None)
    return Place(Region(code=code, name=code, tile_row=row, tile_column=column), None, ())


def test_empty_lines_of_the_map_are_left_out() -> None:
    found = squares_of([place("1", (2, 3)), place("2", (5, 3)), place("3", (5, 9))])
    assert found == {"1": (1, 1), "2": (2, 1), "3": (2, 2)}


def test_regions_without_a_square_follow_below_the_map() -> None:
    found = squares_of([place("1", (1, 1)), place("2", (1, 2)), *(place(code, None) for code in "345")])
    assert found == {"1": (1, 1), "2": (1, 2), "3": (2, 1), "4": (2, 2), "5": (3, 1)}


def test_without_any_square_they_stand_in_rows() -> None:
    found = squares_of([place(str(number), None) for number in range(8)])
    assert found["0"] == (1, 1)
    assert found["7"] == (2, 2)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("北京市", "北京"),
        ("香港特别行政区", "香港"),
        ("示范", "示范"),
    ],
)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_words_of_cells_tell_apart_what_is_grey() -> None:
    rows = (BINDING_BEHIND, WITHOUT_DATA, PENDING, STALE)
    assert [short_word(row, 2024) for row in rows[1:3]] == ["无数据", "待评价"]
    assert [shown_lamp(row, 2024) for row in rows[1:]] == ["na", "na", "na"]
    assert shown_lamp(BINDING_BEHIND, 2024) in ("warn", "bad")
    assert short_word(STALE, 2024) not in ("按此前年度", "无数据")


def test_a_broken_floor_is_not_said_to_be_surpassed() -> None:
    assert [short_word(row, 2024) for row in (FLOOR_BROKEN, CEILING_BROKEN)] == ["跌破底线", "突破目标"]
