from decimal import Decimal

import pytest

from common import numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"), (Decimal("NaN"), "—"), (Decimal("0.00"), "0"), (Decimal("-0"), "0"), (1100, "1100"),
        (Decimal("12345.678"), "12,345.68"), (Decimal("-12345"), "-12,345"), (Decimal("1.005"), "1.01"),
        (Decimal("-1.005"), "-1.01"), (Decimal("9999.999"), "10,000"), (Decimal("6.20"), "6.2"),
        (Decimal("1E+5"), "100,000"), (Decimal(100), "100"),
    ],
)  # fmt: skip
def test_number_is_grouped_from_five_digits_and_rounded_half_up(value, shown):
    assert numbers.number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("0.004", "0.004"), ("-0.00049", "-0.00049"), ("0.0051", "0.01")]
)
def test_number_never_shows_something_as_nothing(value, shown):
    assert numbers.number(Decimal(value)) == shown


def test_number_refuses_binary_floats():
    with pytest.raises(TypeError):
        numbers.number(0.1)


def test_gap_of_a_rate_is_said_in_percentage_points():
    assert numbers.difference(Decimal("0.2"), "%") == "0.2 个百分点"
    assert numbers.amount(Decimal("95"), "%") == "95%"
    assert numbers.difference(Decimal("6.2"), "万人") == "6.2 万人"
    assert numbers.difference(None, "万人") == "—"


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(14, 18, "77.8%"), (3, 4, "75%"), (0, 0, "—"), (0, 3, "0%")]
)
def test_ratio_of_counts(part, whole, shown):
    assert numbers.ratio(part, whole) == shown


@pytest.mark.parametrize(("value", "shown"), [("3.3", "+3.3"), ("-1.4", "−1.4"), ("0", "0"), ("NaN", "—")])
def test_signed(value, shown):
    assert numbers.signed(Decimal(value)) == shown
