"""Tables in many forms and what is read from them: tests/cases/tables, one file for each side of the reading.

A case is a line `=== name @ plan period`, the table as printed, a line `---`, and the rows expected:
name | unit | baseline | target, or
end of the period | name | unit | baseline | target | actual | attribute | parent.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.intake.parsing.tables.printed import PLAN, rows, short, whole

FILES = sorted((Path(__file__).parents[4] / "cases" / "tables").glob("*.txt"))
CASE = re.compile(
    r"^=== (?P<name>[^@\n]+?)(?: @ (?P<plan>\S+))?\n(?P<table>.*?)\n---\n(?P<rows>.*?)(?=^===|\Z)",
    re.M | re.S,
)
CASES = [
    pytest.param(match, id=f"{file.stem}: {match['name']}")
    for file in FILES
    for match in CASE.finditer(file.read_text("utf-8"))
]


def test_every_file_has_cases():
    assert len(FILES) == 7
    assert len(CASES) == sum(file.read_text("utf-8").count("===") for file in FILES)


@pytest.mark.parametrize("case", CASES)
def test_table_is_read_as_printed(case):
    expected = case["rows"].split("\n")
    expected = [line for line in expected if line]
    tell = whole if any(line.count("|") > 3 for line in expected) else short
    assert [tell(row) for row in rows(case["table"] + "\n", plan_of(case["plan"]))] == expected


def plan_of(said):
    if said == "none":
        return None
    return tuple(map(int, said.split("-"))) if said else PLAN
