"""SDMX as a tool reads it, held against its own code lists and against the rows of JSON."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils.timezone import localtime

from tests.integration.config.tables import flat
from tests.integration.paging import all_rows

STRUCTURE = "/api/v1/sdmx/structure/"
LISTS = ("actuals", "progress", "actuals?standing=provisional", "progress?standing=provisional")
SAME = {
    "actuals": {
        "REF_AREA": "region_code", "INDICATOR": "indicator_code", "TIME_PERIOD": "year",
        "STANDING": "standing", "IS_ESTIMATE": "is_estimate", "REVISION": "revision",
        "SINCE_YEAR": "since_year",
        "BREAKS_SERIES": "breaks_series", "NUMERATOR": "numerator", "DENOMINATOR": "denominator",
        "DATA_SOURCE": "source", "DATA_SCOPE": "scope", "NOTE": "note", "DATA_VERSION": "version",
        "REPORTED_AT": "reported_at", "ACCEPTED_AT": "accepted_at",
    },
    "progress": {
        "REF_AREA": "region_code", "PLAN": "plan_id", "INDICATOR": "indicator_code", "STANDING": "standing",
        "TIME_PERIOD": "year", "OBS_VALUE": "attainment", "PLAN_INDICATOR": "plan_indicator_id",
        "PLAN_INDICATOR_NAME": "plan_indicator_name", "NATURE": "attribute", "STATUS": "status",
        "LAMP": "lamp_code", "REGIME": "regime", "REASON": "reason", "FLAGS": "flags",
        "JUDGED_YEAR": "judged_year", "IS_FINAL": "is_final", "CLOSURE": "closure", "SCHEDULE": "schedule",
        "DEVIATION": "deviation", "GAP": "gap", "REMAINING_PACE": "remaining_pace",
        "PACE_SO_FAR": "pace_so_far", "MARGIN": "margin", "EXTRAPOLATION": "extrapolation",
        "ACTUAL_TEXT": "actual", "TARGET_VERSION": "target_version", "RULE_VERSION": "rule_version",
        "ASSESSED_AT": "assessed_at",
    },
}  # fmt: skip
FIGURES = {"actuals": {"FIGURE": "figure"}, "progress": {"TARGET": "target", "BASELINE": "baseline"}}
PARTS = {"VALUE": "value", "UPPER": "max", "KIND": "kind", "CUMULATIVE": "cumulative", "TEXT": "text"}
OPERATORS = {"EQ": "=", "GT": ">", "GE": ">=", "LT": "<", "LE": "<=", "CA": "~"}


def text(program: Client, path: str) -> str:
    answer = program.get(path)
    assert answer.status_code == 200, getattr(answer, "content", "")
    return answer.getvalue().decode()


def table(program: Client, path: str) -> str:
    name, _, query = path.partition("?")
    return text(program, f"/api/v1/{name}/?{query}{'&' if query else ''}format=sdmx-csv")


def check_codes_and_keys(program: Client, path: str) -> int:
    """As pysdmx reads data and structure, which it checks against the schema of SDMX; how many rows."""
    from pysdmx.io import get_datasets

    name = path.partition("?")[0]
    (found,) = get_datasets(table(program, path), text(program, STRUCTURE))
    structure: Any = found.structure
    assert structure.short_urn == f"Dataflow=PLAN_MONITOR:{name.upper()}(1.0)"
    components = list(structure.components)
    assert set(found.data.columns) == {each.id for each in components}
    for component in components:
        if component.enumeration is not None:
            codes = {code.id for code in component.enumeration}
            given = {value for value in found.data[component.id] if isinstance(value, str)} - {""}
            assert given <= codes, (component.id, given - codes)
    keys = [each.id for each in structure.components.dimensions]
    assert not found.data[keys].isna().any().any()
    assert not found.data.duplicated(keys).any()
    return len(found.data)


def check_values(program: Client, path: str) -> int:
    name, _, query = path.partition("?")
    rows = list(csv.DictReader(io.StringIO(table(program, path), newline="")))
    said = [flat(row) for row in all_rows(program, f"{name}/{query and f'?{query}'}")]
    assert len(rows) == len(said)
    units = {code.id: code.name for code in code_list(program, "CL_UNIT")}
    for row, expected in zip(rows, said, strict=True):
        assert (row["STRUCTURE"], row["ACTION"], row["FREQ"]) == ("dataflow", "I", "A")
        for column, member in SAME[name].items():
            assert row[column] == cell(expected.get(member)), (column, row, expected)
        for prefix, member in FIGURES[name].items():
            check_figure(row, prefix, expected, member)
        unit = row["UNIT_MEASURE" if name == "actuals" else "AMOUNT_UNIT"]
        assert units[unit] == (expected["unit"] or "无计量单位")
        if name == "actuals":
            is_exact = expected["figure_kind"] == "number" and expected["figure_op"] in ("=", "~")
            assert row["OBS_VALUE"] == (cell(expected["figure_value"]) if is_exact else "")
    return len(rows)


def check_figure(row: dict[str, str], prefix: str, said: dict[str, Any], member: str) -> None:
    for part, name in PARTS.items():
        assert row[f"{prefix}_{part}"] == cell(said.get(f"{member}_{name}")), (prefix, part, row, said)
    members = said.get(f"{member}_members") or []
    assert row[f"{prefix}_MEMBERS"] == ":".join(members)
    operator = row[f"{prefix}_OPERATOR"]
    has_number = said.get(f"{member}_value") is not None or bool(members)
    assert OPERATORS.get(operator) == (said[f"{member}_op"] if has_number else None)


def cell(value: Any) -> str:
    """As the table should write what JSON says."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT.*", value):
        return localtime(datetime.fromisoformat(value)).isoformat()
    return str(value)


def code_list(program: Client, name: str) -> list[Any]:
    from pysdmx.io import read_sdmx

    address = f"{STRUCTURE}codelist/PLAN_MONITOR/{name}/1.0/"
    (found,) = read_sdmx(io.BytesIO(text(program, address).encode())).get_codelists()
    return list(found.codes)
