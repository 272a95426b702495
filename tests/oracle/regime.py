"""The regime table of §4, cell by cell."""

from __future__ import annotations

from typing import Any

from tests.oracle.figures import (
    YES,
    better,
    contradicts,
    interval,
    is_inequality,
    is_range,
    level,
    number,
    sat,
)


def regime_of(case: dict[str, Any]) -> str | None:
    basis, sense, target = case["basis"], case["sense"], case.get("target")
    if target is None:
        return None
    if sense == "composition":
        return "COMP"
    if contradicts(target, sense):
        return None
    if basis == "cumulative":
        return "CUM" if sense == "higher" else "BUDGET"
    if basis == "annual" and case.get("binds") == "every_year":
        return "YEARLY"
    level_regime = regime_of_level(case)
    if basis == "annual" and level_regime == "HOLD":
        return "YEARLY"  # annual: as level, with YEARLY for HOLD
    return level_regime


def regime_of_level(case: dict[str, Any]) -> str:
    """The rows `level ↑` and `level ↓`."""
    sense, baseline, target = case["sense"], case.get("baseline"), case["target"]
    plain = target["op"] in ("=", "~") and not is_range(target)  # "~ is read as ="
    if baseline is None:
        return "DIRECT" if sense == "higher" and plain else "HOLD"
    satisfied = sat(interval(baseline, case.get("limits")), target, sense) == YES
    if is_inequality(baseline):
        return "DIRECT" if plain and not satisfied else "HOLD"
    b, t = number(baseline["value"]), level(target, sense)
    if better(t, b, sense):
        return "PATH"
    if t == b:
        return "HOLD" if satisfied else "DIRECT"
    return "HOLD"  # T worse than B: a floor or a ceiling
