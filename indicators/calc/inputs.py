"""A case as JSON and back: what a stored verdict keeps so that anyone can recompute it.

The keys are those of a case file (`manage.py assess`), numbers written as strings; beside them stand the
plan's cut-offs, breaks in the series and the years that were provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from decimal import Decimal
from typing import Any

from indicators.calc.case import Case, Cutoffs
from indicators.calc.figure import Figure

NATURES = {"binding": "约束性", "expected": "预期性", "unstated": None}
ATTRIBUTES = {nature: attribute for attribute, nature in NATURES.items()}


def inputs_of(case: Case) -> dict[str, Any]:
    """The case as JSON data; years without a figure are null."""
    until = min(case.as_of, case.end)
    return {
        "basis": case.basis,
        "sense": case.sense,
        "nature": NATURES[case.attribute],
        "baseline": figure_json(case.baseline),
        "target": figure_json(case.target),
        "start": case.start,
        "end": case.end,
        "as_of": case.as_of,
        "years": {str(year): figure_json(case.actuals.get(year)) for year in range(case.start, until + 1)},
        "series": "running" if case.running else "yearly",
        "binds": "every_year" if case.every_year else "end",
        "annual_targets": {
            str(year): figure_json(figure) for year, figure in sorted(case.annual_targets.items())
        },
        "limits": [None if limit is None else str(limit) for limit in case.limits],
        "cutoffs": [str(cut) for cut in astuple(case.cutoffs)],
        "broken_years": sorted(case.broken_years),
        "provisional_years": sorted(case.provisional_years),
    }


def case_of(inputs: Mapping[str, Any]) -> Case:
    """The case that `inputs_of` wrote."""
    low, high = (None if limit is None else Decimal(limit) for limit in inputs["limits"])
    return Case(
        basis=inputs["basis"],
        sense=inputs["sense"],
        target=figure_of(inputs["target"]),
        start=inputs["start"],
        end=inputs["end"],
        as_of=inputs["as_of"],
        actuals=_by_year(inputs["years"]),
        attribute=ATTRIBUTES[inputs["nature"]],  # type: ignore[arg-type]
        baseline=figure_of(inputs["baseline"]),
        running=inputs["series"] == "running",
        every_year=inputs["binds"] == "every_year",
        annual_targets=_by_year(inputs["annual_targets"]),
        limits=(low, high),
        cutoffs=Cutoffs(*(Decimal(cut) for cut in inputs["cutoffs"])),
        provisional_years=frozenset(inputs["provisional_years"]),
        broken_years=frozenset(inputs["broken_years"]),
    )


def _by_year(figures: Mapping[str, Any]) -> dict[int, Figure | None]:
    return {int(year): figure_of(figure) for year, figure in figures.items()}


def figure_json(figure: Figure | None) -> dict[str, Any] | None:
    """{op, value, text}: decimals as strings, ratios as arrays; `max`, `kind`, `cumulative` where needed."""
    if figure is None:
        return None
    value: Any = None if figure.value is None else format(figure.value, "f")
    if figure.members:
        value = [format(member, "f") for member in figure.members]
    found: dict[str, Any] = {"op": figure.op, "value": value, "text": figure.text}
    if figure.upper is not None:
        found["max"] = format(figure.upper, "f")
    if figure.kind != "number":
        found["kind"] = figure.kind
    if figure.cumulative:
        found["cumulative"] = True
    return found


def figure_of(found: Mapping[str, Any] | None) -> Figure | None:
    """The figure that `figure_json` wrote."""
    if found is None:
        return None
    value, upper = found["value"], found.get("max")
    ratio = isinstance(value, list)
    return Figure(
        found["op"],
        None if ratio or value is None else Decimal(value),
        None if upper is None else Decimal(upper),
        tuple(Decimal(member) for member in value) if ratio else (),
        found["text"],
        found.get("cumulative", False),
        found.get("kind", "number"),
    )
