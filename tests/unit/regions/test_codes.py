"""Subtrees as ranges of codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.codes import bounds, contains, is_code, is_zone_code, zone_codes

CODES = st.integers(100000, 999999).map(str)


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("100000", "100000", "899999"),
        ("430000", "430000", "439999"),
        ("430100", "430100", "430199"),
        ("430102", "430102", "430102"),
        ("980000", "980000", "989999"),
    ],
)
def test_bounds_of_each_level(code: str, low: str, high: str) -> None:
    assert bounds(code) == (low, high)


def test_direct_controlled_county_hangs_under_its_province() -> None:
    assert contains("420000", "429004")
    assert not contains("420100", "429004")


def test_fictional_province_is_in_no_range_of_the_nation() -> None:
    assert not contains("100000", "980000")
    assert not contains("100000", "980101")


@pytest.mark.parametrize(
    "text", ["", "4301", "4301022", "043010", "43O102", "４３０１０２", "43010\n", "430102\n"]
)
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_bounds_of_no_code_says_so() -> None:
    with pytest.raises(ValueError, match="“4301”不是六位数字的行政区划代码"):
        bounds("4301")


@given(CODES, CODES, CODES)
def test_contains_is_transitive(outer: str, middle: str, inner: str) -> None:
    assert contains(outer, outer)
    if contains(outer, middle) and contains(middle, inner):
        assert contains(outer, inner)


@pytest.mark.parametrize(
    ("parent", "first", "count"),
    [("420000", "429071", 9), ("430100", "430171", 9), ("430102", "", 0), ("100000", "", 0)],
)
def test_zone_codes_lie_in_the_range_of_their_parent(parent: str, first: str, count: int) -> None:
    codes = zone_codes(parent)
    assert codes[:1] == ((first,) if first else ())
    assert len(codes) == count
    assert all(contains(parent, code) and is_zone_code(code) for code in codes)
