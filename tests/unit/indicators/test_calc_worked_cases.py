"""The 104 worked cases, numbers, status, regime-free flags and all."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.calc import assess, explain
from indicators.calc.assessment import round_half_up
from indicators.calc.casefile import as_json, read_cases, results_of
from indicators.calc.checked_case import read_case

CASES = read_cases((Path(__file__).parents[2] / "cases" / "progress_vectors.json").read_text("utf-8"))


def rounded(value):
    return round_half_up(value, 2) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_worked_case_is_reproduced(row):
    (result,) = results_of([row])
    assert {key: result[key] for key in row["expect"]} == {k: rounded(v) for k, v in row["expect"].items()}
    assert result["flags"] == sorted(row.get("flags", []))


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_worked_case_is_explained(row):
    case = read_case(row)
    (verdict,) = assess([case])
    lines = explain(case, verdict)
    assert lines
    assert all(line.endswith("。") for line in lines)
    assert "None" not in "".join(lines)


def test_cases_together_are_judged_as_alone():
    assert results_of(CASES) == [results_of([row])[0] for row in CASES]


def test_output_is_plain_json_numbers():
    found = json.loads(as_json(results_of(CASES)))
    assert found[0] == {
        "id": "HB13-01",
        "attainment": 126.29,
        "closure": None,
        "schedule": 100,
        "status": "achieved",
        "gap": -92,
        "flags": [],
        "regime": "CUM",
    }
