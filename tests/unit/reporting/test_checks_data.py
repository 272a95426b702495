"""Weights and thresholds of the checks are data; what the file must satisfy, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regions.fixture_files import FixtureError
from reporting.fixture_files import checks, read_checks
from reporting.rules import COMMITMENT_RULES, RULES, Weight
from reporting.rules.finding import WORDS

# Domain §5: what blocks, and what asks for a note.
ERRORS = {"not_a_figure", "outside_limits", "decimal_slip", "part_over_whole", "falling_total"}
WARNINGS = {
    "year_on_year.far", "children_sum", "stock_and_flow", "exactly_target", "same_as_siblings",
    "changed_after_acceptance",
}  # fmt: skip


def test_every_rule_is_weighed_and_nothing_else() -> None:
    rules = {rule.__name__ for rule in (*RULES, *COMMITMENT_RULES)}
    assert rules <= set(checks()) <= rules | set(WORDS)


def test_weights_are_those_of_the_domain() -> None:
    assert {checks()[code].weight for code in ERRORS} == {Weight.ERROR}
    assert {checks()[code].weight for code in WARNINGS} == {Weight.WARNING}
    assert checks()["year_on_year"].weight is Weight.NOTICE


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ([], "应是对象"),
        ({"x": {"weight": "fatal"}}, "error、warning、notice"),
        ({"x": {}}, "error、warning、notice"),
        ({"x": {"weight": "error", "threshold": {}}}, "只能有"),
        ({"x": {"weight": "error", "thresholds": []}}, "应是对象"),
        ({"x": {"weight": "error", "thresholds": {"a": "viel"}}}, "不是数字"),
        ({"x": {"weight": "error", "thresholds": {"a": "-1"}}}, "大于零"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(tmp_path: Path, entry: object, said: str) -> None:
    path = tmp_path / "checks.json"
    path.write_text(json.dumps(entry), "utf-8")
    with pytest.raises(FixtureError, match=said):
        read_checks(path)
