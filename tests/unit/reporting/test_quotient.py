import pytest

from reporting.rules import Weight
from reporting.rules.quotient import quotient
from tests.unit.reporting.entries import rising, share


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [
        ("三成", "100", "分子：“三成”"),
        ("95", "＞100", "分母："),
        ("95", "", "只填了分子，没有填分母"),
        ("—", "100", "只填了分母，没有填分子"),
        ("95", "0", "分母“0”不大于零"),
        ("95", "-100", "不大于零"),
        ("950", "100", "950÷100 为 950%，与填报值 95 不符"),
        ("9", "1000", "为 0.9%"),
    ],
)
def test_quotient_is_an_error_that_says_what_is_wrong(numerator: str, denominator: str, said: str) -> None:
    found = quotient(share("95", numerator=numerator, denominator=denominator))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert said in found.message


@pytest.mark.parametrize(
    ("typed", "numerator", "denominator"),
    [
        ("95", "", ""),
        ("95", "—", "—"),
        ("95.0", "950", "1000"),
        ("95.1", "950.6", "1000"),
        ("95", "3.21", "3.40"),  # 94.4, but of figures rounded to 0.01; and 95 may be 94.5
        ("＞90", "950", "1000"),
        ("—", "950", "1000"),
        ("暂无", "950", "1000"),
        ("50", "0.2", "0.4"),
    ],
)
def test_quotient_that_agrees_within_rounding_is_fine(typed: str, numerator: str, denominator: str) -> None:
    assert quotient(share(typed, numerator=numerator, denominator=denominator)) is None


@pytest.mark.parametrize(("typed", "numerator"), [("95.0", "950.6"), ("＞96", "950"), ("≤90", "950")])
def test_quotient_beyond_rounding_is_told(typed: str, numerator: str) -> None:
    assert quotient(share(typed, numerator=numerator, denominator="1000.0")) is not None


def test_quotient_of_what_is_no_rate_is_not_computed() -> None:
    assert quotient(rising("12", numerator="950", denominator="1000")) is None
