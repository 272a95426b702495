"""The oracle reproduces every worked case of the specification."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.figures import interval, number, sat
from tests.oracle.verdict import half_up, judge

CASES_FILE = Path(__file__).resolve().parents[2] / "cases" / "progress_vectors.json"
CASES: list[dict[str, Any]] = json.loads(CASES_FILE.read_text(encoding="utf-8"), parse_float=Decimal)


def shown(value: Any) -> Decimal | None:
    """Two places, as the case file's output is defined (F-16 prints its gap unrounded: 0.015)."""
    if value is None:
        return None
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_case_file_is_complete() -> None:
    assert len(CASES) == 104
    assert len({case["id"] for case in CASES}) == 104


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_worked_case(case: dict[str, Any]) -> None:
    verdict = judge(case)
    expected = case["expect"]
    assert verdict["id"] == case["id"]
    assert verdict["status"] == expected["status"], case["why"]
    for key in ("attainment", "closure", "schedule", "gap"):
        assert verdict[key] == shown(expected[key]), (key, case["why"])
    assert verdict["flags"] == sorted(case.get("flags", [])), case["why"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("108.375", "108.38"), ("0.015", "0.02"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("-0.004", "0.00")],
)
def test_half_up(value: str, expected: str) -> None:
    assert half_up(number(value)) == Decimal(expected)


@pytest.mark.parametrize(
    ("actual", "target", "sense", "expected"),
    [
        (">90", "=98", "higher", "unknown"),
        (">96", ">=96", "higher", "yes"),
        (">=96", ">96", "higher", "unknown"),
        (">96", ">96", "higher", "yes"),
        ("<90", ">=90", "higher", "no"),
        ("<=90", ">=90", "higher", "unknown"),
        ("<=90", ">90", "higher", "no"),
        ("<6", "<6", "lower", "yes"),
        ("<=6", "<6", "lower", "unknown"),
        (">=6", "<6", "lower", "no"),
        (">6", "<=6", "lower", "no"),
        ("=6", "~6", "lower", "yes"),
    ],
)
def test_sat_on_the_bound(actual: str, target: str, sense: str, expected: str) -> None:
    def figure(text: str) -> dict[str, Any]:
        op = text.rstrip("0123456789")
        return {"op": op, "value": text[len(op) :]}

    assert sat(interval(figure(actual), None), figure(target), sense) == expected


def test_natural_limits_close_an_interval() -> None:
    share = [0, 100]
    assert sat(interval({"op": ">", "value": 90}, share), {"op": "<=", "value": 100}, "lower") == "yes"
    assert sat(interval({"op": "<", "value": 6}, share), {"op": ">=", "value": 0}, "higher") == "yes"
    assert sat(interval({"op": "<", "value": 6}, None), {"op": ">=", "value": 0}, "higher") == "unknown"
