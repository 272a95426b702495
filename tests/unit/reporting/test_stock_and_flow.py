from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.rules import Weight
from reporting.rules.stock_and_flow import stock_and_flow
from tests.unit.reporting.entries import known, rising

CENT = Decimal("0.01")


def test_stock_and_flow_asks_how_more_could_come_than_came() -> None:
    found = stock_and_flow(rising("80", "76", inflow=known("2.2", "新增高技能人才", step=CENT)))
    assert found is not None
    assert found.weight is Weight.WARNING
    assert "比上年 76 增加 4，而当年“新增高技能人才”为 2.2" in found.message


@pytest.mark.parametrize(
    ("typed", "before", "inflow"),
    [
        ("78.2", "76", "2.2"),
        ("78.21", "76", "2.2"),  # rounding of three figures
        ("77", "76", "2.2"),  # some left
        ("75", "76", "2.2"),
        ("＞80", "76", "2.2"),
        ("80", "＞76", "2.2"),
        ("80", "", "2.2"),
        ("80", "76", "＞2.2"),
    ],
)
def test_stock_and_flow_is_silent_where_people_leave_or_it_is_not_certain(
    typed: str, before: str, inflow: str
) -> None:
    assert stock_and_flow(rising(typed, before, inflow=known(inflow, step=CENT))) is None


def test_stock_and_flow_needs_the_flow_and_one_definition() -> None:
    assert stock_and_flow(rising("80", "76")) is None
    assert stock_and_flow(rising("80", "76", inflow=known("2.2"), break_note="统计范围扩大到全域")) is None
