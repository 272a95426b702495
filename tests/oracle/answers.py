"""One answer of /api/v1/progress reached again, from the inputs that it gives and nothing else.

domain.md §4 with "Beside the verdict", in the form the API promises: per cent to two places, amounts to six,
half-up, as strings without trailing zeros.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.figures import INFINITY, NO, Bound, Interval, contradicts, is_inequality, number
from tests.oracle.verdict import Judging, half_up, judged

RULE_VERSION = "2026.1"
GREEN = ("achieved", "achieved_early", "ahead", "on_track", "basically_on_track", "within_limit")
PERCENTAGES = ("attainment", "closure", "schedule", "deviation")
AMOUNTS = ("gap", "remaining_pace", "pace_so_far", "margin", "extrapolation")
Case = dict[str, Any]


def differences(rows: Iterable[Case]) -> list[str]:
    """What the API says otherwise, member by member; empty where all is as it should be."""
    return [
        f"{row['id']} {name}: {row[name]!r}, recomputed {expected!r}"
        for row in rows
        for name, expected in answer(row["inputs"]).items()
        if row[name] != expected
    ]


def answer(inputs: Case) -> Case:
    case = _case(inputs)
    j, status = judged(case)
    numbers = dict.fromkeys((*PERCENTAGES, *AMOUNTS)) if j is None else _numbers(j, status)
    return numbers | {
        "status": status,
        "lamp": {"code": _lamp(status, case), "label": LABELS[_lamp(status, case)]},
        "regime": None if j is None else j.regime,
        "flags": [] if j is None else sorted(j.flags),
        "reason": _reason(j, status),
        "judged_year": None if j is None else j.y,
        "is_final": j is not None and j.final,
        "actual": "" if j is None else _actual(j),
        "target": inputs["target"],
        "baseline": inputs["baseline"],
        "rule_version": RULE_VERSION,
    }


def _case(inputs: Case) -> Case:
    """As the oracle reads it: what has no number (a printed dash) is no figure."""
    years = {year: _figure(figure) for year, figure in inputs["years"].items()}
    annual = {year: _figure(figure) for year, figure in inputs["annual_targets"].items()}
    bounds = {name: _figure(inputs[name]) for name in ("target", "baseline")}
    return {**inputs, **bounds, "years": years, "annual_targets": annual}


def _figure(figure: Case | None) -> Case | None:
    if figure is None or figure.get("kind") in ("missing", "blank"):
        return None
    assert figure.get("kind", "number") in ("number", "ratio", "range"), figure
    return figure


LABELS = {"ok": "绿灯", "warn": "黄灯", "bad": "红灯", "na": "灰灯"}


def _lamp(status: str, case: Case) -> str:
    if status in ("no_data", "inconclusive"):
        return "na"
    if status == "breached":
        return "bad" if case["nature"] == "约束性" else "warn"
    return "ok" if status in GREEN else "warn" if status == "behind" else "bad"


def _numbers(j: Judging, status: str) -> Case:
    per_cent = {name: getattr(j, name) for name in ("attainment", "closure", "schedule")}
    shares = {name: None if share is None else 100 * share for name, share in per_cent.items()}
    shares["deviation"] = _deviation(j)
    amounts = {"gap": j.gap, **_beside(j, status)}
    return {name: _text(half_up(share)) for name, share in shares.items()} | {
        name: _text(half_up(amount, 6)) for name, amount in amounts.items()
    }


def _text(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _deviation(j: Judging) -> Fraction | None:
    """d where there is one, else −gap/|T| in per cent."""
    if j.gap is None:
        return None
    if j.regime == "PATH":
        assert j.closure is not None
        assert j.schedule is not None
        return 100 * (j.closure - j.schedule)
    if j.regime in ("CUM", "BUDGET") and j.t > 0:
        assert j.schedule is not None
        ahead = Fraction(j.actual.low) / j.t - j.schedule
        return 100 * (ahead if j.regime == "CUM" else -ahead)
    return None if j.t == 0 else -100 * j.gap / abs(j.t)


def _beside(j: Judging, status: str) -> dict[str, Fraction | None]:
    """Paces, margin and extrapolation: of an exact A only, and none where nothing is left to be done."""
    found: dict[str, Fraction | None] = dict.fromkeys(AMOUNTS[1:])
    if j.gap is None:
        return found
    a, done, left = Fraction(j.actual.low), j.y - j.case["start"] + 1, j.case["end"] - j.y
    whole, baseline = done + left, j.case.get("baseline")
    exact = baseline is not None and not is_inequality(baseline) and "max" not in baseline
    from_baseline = j.regime in ("PATH", "HOLD") and exact
    base = number(baseline["value"]) if baseline is not None and from_baseline else Fraction(0)
    if j.regime in ("CUM", "PATH"):
        found["pace_so_far"] = (a - (base if j.regime == "PATH" else 0)) / done
    if left and j.regime in ("CUM", "PATH", "DIRECT") and status != "achieved_early":
        found["remaining_pace"] = (j.t - a) / left
    if left and (from_baseline or j.regime in ("CUM", "BUDGET")):
        found["extrapolation"] = base + (a - base) * Fraction(whole, done)
    if j.regime in ("HOLD", "YEARLY", "BUDGET"):
        found["margin"] = -j.gap
    return found


def _reason(j: Judging | None, status: str) -> str | None:
    """Why there is no verdict, in the order in which §4 asks."""
    if j is None:
        return "not_reported"
    if status != "inconclusive":
        return None
    if j.regime is None:
        target = j.case.get("target")
        against = target is not None and contradicts(target, j.case["sense"])
        return "target_against_sense" if against else "target_missing"
    if j.broken:
        return "series_broken"
    if j.regime == "COMP":
        return _reason_of_shares(j)
    if "lower_bound" in j.flags:
        return "hole"
    if j.regime == "DIRECT" and not j.final and j.meets_target() == NO:
        return "no_path"
    unsure = j.regime in ("CUM", "BUDGET", "PATH") and not j.final and not j.actual.exact
    return "inexact" if unsure else "straddles"


def _reason_of_shares(j: Judging) -> str:
    if len(j.figures[j.y]["value"]) != len(j.case["target"]["value"]):
        return "tiers_differ"
    return "tiers_mixed" if j.final else "tiers_pending"


def _actual(j: Judging) -> str:
    """A as it is judged: shares, a number, or the interval between its ends."""
    if j.case["sense"] == "composition":
        return "∶".join(j.figures[j.y]["value"])  # as given, with every digit printed
    a: Interval = j.actual
    if a.low == a.high:
        return _plain(a.low)
    if a.high == INFINITY:
        return f"{'≥' if a.low_included else '＞'}{_plain(a.low)}"
    if a.low == -INFINITY:
        return f"{'≤' if a.high_included else '＜'}{_plain(a.high)}"
    opening, closing = "［" if a.low_included else "（", "］" if a.high_included else "）"
    return f"{opening}{_plain(a.low)}，{_plain(a.high)}{closing}"


def _plain(value: Bound) -> str:
    """A sum of decimals, in full."""
    exact = Fraction(value)
    said = Context(prec=60).divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return _text(said) or "0"
