"""The change against last year, as reviewers read it."""

import pytest

from indicators.calc import parse_figure
from reporting.pages.compared import change_of


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        ("103", "100", "万人", "+3%"),
        ("97", "100", "万人", "−3%"),
        ("100.0", "100", "万人", "持平"),
        ("5.6", "5.4", "%", "+0.2 个百分点"),
        ("5.4", "5.4", "%", "持平"),
        ("＞90", "91", "%", "—"),
        ("1", "0", "人", "—"),
        ("1", "—", "人", "—"),
        ("-1", "-2", "亿元", "+50%"),
    ],
)
def test_change_of_is_said_only_between_exact_numbers(
    now: str, before: str, unit: str, expected: str
) -> None:
    assert change_of(parse_figure(now), parse_figure(before), unit) == expected


def test_change_of_needs_both_years() -> None:
    assert change_of(parse_figure("1"), None, "人") == "—"
    assert change_of(None, parse_figure("1"), "人") == "—"
