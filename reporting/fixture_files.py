"""Reading the project's fixture file of the checks: their weights and thresholds."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from indicators.fixture_files import read_json, read_number
from regions.fixture_files import FixtureError
from reporting.rules import Check, Checks, Weight

WEIGHTS = {weight.value: weight for weight in Weight}


@cache
def checks() -> Checks:
    """Those of the project, read once."""
    return read_checks(settings.BASE_DIR / "fixtures" / "checks.json")


def read_checks(path: Path) -> Checks:
    found = read_json(path)
    if not isinstance(found, dict):
        raise FixtureError(f"{path.name} 应是对象，即以 {{ 开头、以 }} 结尾。")
    return {code: _check(entry, f"{path.name} {code}") for code, entry in found.items()}


def _check(entry: Any, where: str) -> Check:
    if not isinstance(entry, dict) or entry.get("weight") not in WEIGHTS:
        raise FixtureError(f"{where}：weight 应为 {'、'.join(WEIGHTS)} 之一。")
    thresholds = entry.get("thresholds", {})
    unknown = sorted(set(entry) - {"weight", "thresholds"})
    if unknown or not isinstance(thresholds, dict):
        raise FixtureError(f"{where}：只能有 weight 和 thresholds，thresholds 应是对象。")
    return Check(
        WEIGHTS[entry["weight"]], {name: _threshold(text, where) for name, text in thresholds.items()}
    )


def _threshold(text: Any, where: str) -> Decimal:
    number = read_number(text, where)
    if number <= 0:
        raise FixtureError(f"{where}：“{text}”应大于零。")
    return number
