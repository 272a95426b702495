from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.rules import Weight
from reporting.rules.part_over_whole import part_over_whole
from tests.unit.reporting.entries import known, rising


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("5.3", "5.2"),
        ("＞5.2", "5.2"),
        ("≥5.3", "5.2"),
        ("5.2", "＜5.2"),
        ("5.3", "≤5.2"),
        ("〔9〕", "〔8〕"),
    ],
)
def test_part_over_whole_is_an_error_that_names_the_whole(typed: str, whole: str) -> None:
    found = part_over_whole(rising(typed, whole=known(whole, "开展培训人次")))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert f"其中项 {typed} 大于“开展培训人次”的 {whole}" in found.message


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("5.2", "5.2"),
        ("4", "5.2"),
        ("≥5", "5.2"),
        ("＜6", "5.2"),
        ("5.3", "＞5"),
        ("5.3", "—"),
        ("—", "5.2"),
        ("〔9〕", "8"),
        ("9", "〔8〕"),
    ],
)
def test_part_over_whole_speaks_only_where_it_is_certain(typed: str, whole: str) -> None:
    assert part_over_whole(rising(typed, whole=known(whole))) is None


def test_part_over_whole_allows_a_whole_rounded_to_fewer_decimals() -> None:
    whole = known("1.23", step=Decimal("0.01"))
    assert part_over_whole(rising("1.234", whole=whole)) is None
    assert part_over_whole(rising("1.236", whole=whole)) is not None


def test_part_over_whole_is_told_at_the_whole_where_the_part_is_settled() -> None:
    parts = (known("4", "省内"), known("7.5", "农民工"))
    found = part_over_whole(rising("7", parts=parts))
    assert found is not None
    assert "7 小于其中项“农民工”的 7.5" in found.message
    assert part_over_whole(rising("7.5", parts=parts)) is None


def test_part_over_whole_without_kin_never_speaks() -> None:
    assert part_over_whole(rising("5.3")) is None


def test_part_over_whole_lets_the_rate_of_a_part_exceed_the_whole_s() -> None:
    rate = known("60")
    assert part_over_whole(rising("70", unit="%", whole=rate)) is None
