from decimal import Decimal

import pytest

from reporting.rules import Weight
from reporting.rules.outside_limits import outside_limits
from tests.unit.reporting.entries import entered, share


@pytest.mark.parametrize("typed", ["105", "105%", "-1", "＞100", ">100", "<0", "95—101", "≥100.1"])
def test_outside_limits_is_an_error_that_names_the_bounds(typed: str) -> None:
    found = outside_limits(share(typed))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert typed in found.message
    assert "0—100%" in found.message


@pytest.mark.parametrize("typed", ["0", "100", "≥100", "≤0", "＞99", "<6", "60—65", "—", "", "暂无", "1∶4∶5"])
def test_outside_limits_lets_the_bounds_themselves_pass(typed: str) -> None:
    assert outside_limits(share(typed)) is None


def test_outside_limits_with_one_bound_says_which() -> None:
    found = outside_limits(entered("-3", unit="万人", limit_low=Decimal(0)))
    assert found is not None
    assert "不小于 0 万人" in found.message


def test_outside_limits_without_limits_never_speaks() -> None:
    assert outside_limits(entered("-3", unit="万人")) is None
