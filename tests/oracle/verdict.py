"""The verdict of domain.md §4, computed the slow way so that it can be checked line by line.

Independent of `indicators.calc`: nothing is imported from there. The tests compare the two. Exact fractions
throughout; rounding (half-up, two places) happens once, at the very end. A share is a fraction of 1 here and
becomes a percentage only in the printed result; deviations `d` are in percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

INFINITY = float("inf")
YES, NO, UNKNOWN = "yes", "no", "unknown"
Bound = Fraction | float  # float only for the two infinities


# §2 Figures: numbers and intervals -------------------------------------------------------------------------


@dataclass(frozen=True)
class Interval:
    """All values a figure may have; `exact` when the figure is a number (`=` or `~`), not an inequality."""

    low: Bound
    low_included: bool
    high: Bound
    high_included: bool
    exact: bool


@cache
def number(value: Any) -> Fraction:
    return Fraction(str(value))


def interval(figure: dict[str, Any], limits: list[Any] | None, years: int = 1) -> Interval:
    """An inequality is an interval, closed by the natural limits where the indicator has them.

    The limits are those of one year's figure, so a running total of `years` years has as many times them.
    A limit that the figure contradicts (">100" of a share) is a mistake in entering and closes nothing.
    """
    op, value = figure["op"], number(figure["value"])
    if figure.get("max") is not None:
        return Interval(value, True, number(figure["max"]), True, exact=False)
    least: Bound = number(limits[0]) * years if limits and limits[0] is not None else -INFINITY
    most: Bound = number(limits[1]) * years if limits and limits[1] is not None else INFINITY
    if most < value or (most == value and op == ">"):
        most = INFINITY
    if least > value or (least == value and op == "<"):
        least = -INFINITY
    if op in (">", ">="):
        return Interval(value, op == ">=", most, most != INFINITY, exact=False)
    if op in ("<", "<="):
        return Interval(least, least != -INFINITY, value, op == "<=", exact=False)
    return Interval(value, True, value, True, exact=True)  # "=", and "~" compared as "="


def add(a: Interval, b: Interval) -> Interval:
    """Sums of intervals are intervals."""
    return Interval(
        a.low + b.low,
        a.low_included and b.low_included,
        a.high + b.high,
        a.high_included and b.high_included,
        exact=a.exact and b.exact,
    )


def sat(a: Interval, target: dict[str, Any], sense: str) -> str:
    """Does A satisfy T? yes / no / unknown. A plain `=` in a target means ≥ (higher) or ≤ (lower)."""
    t = level(target, sense)
    op = target["op"]
    if op in ("=", "~") or is_range(target):
        op = ">=" if sense == "higher" else "<="
    if op == ">=":
        surely = a.low >= t
        never = a.high < t or (a.high == t and not a.high_included)
    elif op == ">":
        surely = a.low > t or (a.low == t and not a.low_included)
        never = a.high <= t
    elif op == "<=":
        surely = a.high <= t
        never = a.low > t or (a.low == t and not a.low_included)
    else:
        surely = a.high < t or (a.high == t and not a.high_included)
        never = a.low >= t
    return YES if surely else NO if never else UNKNOWN


def is_range(figure: dict[str, Any]) -> bool:
    return figure.get("max") is not None


def level(target: dict[str, Any], sense: str) -> Fraction:
    """T as a number: of a range its lower end (higher) or its upper (lower)."""
    return number(target["max"] if is_range(target) and sense == "lower" else target["value"])


def contradicts(target: dict[str, Any], sense: str) -> bool:
    """A ceiling where higher is better, or a floor where lower is: it cannot be judged."""
    if is_range(target):
        return False
    return bool(target["op"] in (("<", "<=") if sense == "higher" else (">", ">=")))


def is_inequality(figure: dict[str, Any] | None) -> bool:
    return figure is not None and figure["op"] in ("<", "<=", ">", ">=")


def better(a: Fraction, b: Fraction, sense: str) -> bool:
    return a > b if sense == "higher" else a < b


# The regime table ------------------------------------------------------------------------------------------


def regime_of(case: dict[str, Any]) -> str | None:
    basis, sense = case["basis"], case["sense"]
    baseline, target = case.get("baseline"), case.get("target")
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
    hold = "YEARLY" if basis == "annual" else "HOLD"  # annual: as level, with YEARLY for HOLD
    plain = target["op"] in ("=", "~") and not is_range(target)  # "~ is read as ="
    if baseline is None:
        if sense == "lower":
            return hold
        return "DIRECT" if plain else hold
    if is_inequality(baseline):
        if sat(interval(baseline, case.get("limits")), target, sense) == YES:
            return hold
        return "DIRECT" if plain else hold
    b, t = number(baseline["value"]), level(target, sense)
    if better(t, b, sense):
        return "PATH"
    if t == b:
        holds_already = sat(interval(baseline, None), target, sense) == YES
        return hold if holds_already else "DIRECT"
    return hold  # T worse than B: a floor or a ceiling


# Small rules used by several regimes -----------------------------------------------------------------------


def band(d: Fraction, binding: bool) -> str:
    """Bands, d in percentage points."""
    if d >= 5:
        return "ahead"
    if d >= 0:
        return "on_track"
    if d > -5:
        return "behind" if binding else "basically_on_track"
    if d >= -30:
        return "behind"
    return "seriously_behind"


FINAL = {YES: "achieved", NO: "not_achieved", UNKNOWN: "inconclusive"}


def cumulated_shares(members: list[Any]) -> list[Fraction] | None:
    """Shares cumulated from the top tier; None when they are no shares (sum zero)."""
    numbers = [number(member) for member in members]
    total = sum(numbers)
    if total == 0:
        return None
    return [sum(numbers[: tier + 1], Fraction(0)) / total for tier in range(len(numbers))]


def compare_shares(a: list[Any], t: list[Any]) -> str:
    """`equal`, `above` (all ≥), `below` (all ≤) or `mixed`, tier by tier."""
    shares_a, shares_t = cumulated_shares(a), cumulated_shares(t)
    if shares_a is None or shares_t is None or len(shares_a) != len(shares_t):
        return "mixed"
    pairs = list(zip(shares_a, shares_t, strict=True))
    if all(x == y for x, y in pairs):
        return "equal"
    if all(x >= y for x, y in pairs):
        return "above"
    if all(x <= y for x, y in pairs):
        return "below"
    return "mixed"


def half_up(value: Fraction | None) -> Decimal | None:
    """Half-up to two places, away from zero at the half; decided on the exact fraction."""
    if value is None:
        return None
    hundredths = Fraction(abs(value) * 100)
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    result = (Decimal(whole) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return -result if value < 0 and whole else result


# §4 The verdict --------------------------------------------------------------------------------------------


def judge(case: dict[str, Any]) -> dict[str, Any]:
    basis, sense = case["basis"], case["sense"]
    start, end, as_of = case["start"], case["end"], case["as_of"]
    baseline, target = case.get("baseline"), case.get("target")
    limits = case.get("limits")
    binding = case.get("nature") == "约束性"  # 未注明 is judged as 预期性
    result: dict[str, Any] = dict.fromkeys(("attainment", "closure", "schedule", "gap", "regime"))
    result |= {"id": case["id"], "status": "no_data", "flags": []}

    # y: the latest reported year up to min(as_of, end). Nothing reported: no_data, all null.
    last = min(as_of, end)
    figures = {
        int(year): figure
        for year, figure in case["years"].items()
        if figure is not None and start <= int(year) <= last
    }
    if not figures:
        return result
    y = max(figures)
    final = y == end

    regime = regime_of(case)
    result["regime"] = regime
    flags: set[str] = set()
    used: list[dict[str, Any] | None] = [figures[y], target]  # figures that take part, for `approximate`
    if y < last:
        flags.add("stale")
    if is_inequality(baseline):
        flags.add("baseline_inequality")

    if sense == "composition":
        if basis != "cumulative":
            used.append(baseline)
        result["status"] = judge_composition(case, figures[y], final, flags)
    else:
        # A: the value at y, or the sum start…y; a hole before y makes the sum a lower bound.
        running = basis == "cumulative" and case.get("series") == "running"
        a = interval(figures[y], limits, years=y - start + 1 if running else 1)
        if basis == "cumulative" and not running:
            least = number(limits[0]) if limits and limits[0] is not None else Fraction(0)
            hole = Interval(min(least, Fraction(0)), True, INFINITY, False, exact=False)  # flows may be < 0
            for year in range(start, y):
                if year in figures:
                    a = add(a, interval(figures[year], limits))
                    used.append(figures[year])
                else:
                    a = add(a, hole)
                    flags.add("lower_bound")
        if basis != "cumulative":
            used.append(baseline)
            exact_baseline = None if is_inequality(baseline) else baseline
            if a.exact and exact_baseline and better(number(exact_baseline["value"]), Fraction(a.low), sense):
                flags.add("worse_than_baseline")
        if regime is None:
            result["status"] = "inconclusive"  # reported, but nothing to be judged by
        else:
            judge_number(case, regime, figures, y, final, a, binding, result, flags, used)

    if any(figure is not None and figure["op"] == "~" for figure in used):
        flags.add("approximate")
    result["flags"] = sorted(flags)
    for key in ("attainment", "closure", "schedule"):
        result[key] = half_up(None if result[key] is None else 100 * result[key])
    result["gap"] = half_up(result["gap"])
    return result


def judge_composition(case: dict[str, Any], actual: dict[str, Any], final: bool, flags: set[str]) -> str:
    """COMP: shares cumulated from the top tier, compared tier by tier."""
    baseline, target = case.get("baseline"), case.get("target")
    if baseline is not None and case["basis"] != "cumulative":
        if compare_shares(actual["value"], baseline["value"]) == "below":
            flags.add("worse_than_baseline")
    if target is None:
        return "inconclusive"
    outcome = compare_shares(actual["value"], target["value"])
    if outcome == "equal":
        flags.add("boundary")
    if outcome in ("equal", "above"):
        return "achieved" if final else "within_limit"
    return "not_achieved" if final and outcome == "below" else "inconclusive"


def judge_number(
    case: dict[str, Any],
    regime: str | None,
    figures: dict[int, dict[str, Any]],
    y: int,
    final: bool,
    a: Interval,
    binding: bool,
    result: dict[str, Any],
    flags: set[str],
    used: list[dict[str, Any] | None],
) -> None:
    """Every regime but COMP. Fills in `result`; figures that come to be used are appended to `used`."""
    basis, sense, start, end = case["basis"], case["sense"], case["start"], case["end"]
    target, limits = case["target"], case.get("limits")
    t = level(target, sense)
    annual = {
        int(year): at
        for year, at in (case.get("annual_targets") or {}).items()
        if at is not None and not contradicts(at, sense)
    }
    all_annual = all(year in annual for year in range(start, y + 1))  # "one missing up to y: straight line"

    # attainment, gap, and the flags that hang on them
    if a.exact:
        value = Fraction(a.low)
        result["gap"] = t - value if sense == "higher" else value - t
        if value == t:
            flags.add("boundary")
        if sense == "higher" and t != 0:
            result["attainment"] = value / t
            if result["attainment"] >= Fraction(150, 100):
                flags.add("overshoot")
        if sense == "lower" and t != 0 and value != 0 and (basis != "cumulative" or final):
            result["attainment"] = t / value

    # schedule: CUM, BUDGET, PATH only; from the annual targets where they exist
    if regime in ("CUM", "BUDGET", "PATH"):
        result["schedule"] = Fraction(y - start + 1, end - start + 1)
        if all_annual and regime == "PATH":
            b = number(case["baseline"]["value"])
            result["schedule"] = (level(annual[y], sense) - b) / (t - b)
            used.append(annual[y])
        elif all_annual and t != 0:
            planned = [annual[year] for year in range(start, y + 1)]
            result["schedule"] = sum((level(at, sense) for at in planned), Fraction(0)) / t
            used.extend(planned)
    schedule = result["schedule"]

    # closure: PATH only (its baseline is exact)
    if regime == "PATH" and a.exact:
        b = number(case["baseline"]["value"])
        result["closure"] = (Fraction(a.low) - b) / (t - b)
        if result["closure"] < 0:
            flags.add("regressed")

    met = sat(a, target, sense)

    # Final (y = end) -----------------------------------------------------------------------------------
    if final and regime == "YEARLY" and case.get("binds") == "every_year":
        outcomes = [met]
        for year in range(start, end):
            if year not in figures:
                outcomes.append(UNKNOWN)  # a hole
                continue
            bound = annual.get(year, target)  # each year has its own bound; the end year has the plan's
            outcomes.append(sat(interval(figures[year], limits), bound, sense))
            used += [figures[year], bound]
        result["status"] = FINAL[NO if NO in outcomes else UNKNOWN if UNKNOWN in outcomes else YES]
        return
    if final:
        result["status"] = FINAL[met]
        return

    # Interim -------------------------------------------------------------------------------------------
    if regime == "CUM":
        if met == YES:
            result["status"] = "achieved_early"
        elif t <= 0 or a.low == -INFINITY:
            result["status"] = "inconclusive"  # no share can be formed
        else:
            d = 100 * (Fraction(a.low) / t - schedule)
            if a.exact:
                result["status"] = band(d, binding)
            else:  # a lower bound proves only that much
                result["status"] = band(d, binding) if d >= 0 else "inconclusive"

    elif regime == "BUDGET":
        if met == NO:
            result["status"] = "breached"  # Σ > T, were it only by its lower bound
        elif a.high == INFINITY:
            result["status"] = "inconclusive"  # a hole, or a sum of which only the lower end is known
        elif t <= 0:
            result["status"] = "within_limit" if met == YES else "inconclusive"  # no share can be used
        else:
            d = 100 * (schedule - Fraction(a.high) / t)  # the upper end, if the sum is inexact
            if d >= 0:
                result["status"] = "within_limit"
            else:
                result["status"] = band(d, binding) if a.exact else "inconclusive"

    elif regime == "PATH":
        if met == YES:
            result["status"] = "achieved_early"
        elif met == UNKNOWN or not a.exact:
            result["status"] = "inconclusive"
        elif result["closure"] < 0:
            result["status"] = "seriously_behind"
        else:
            result["status"] = band(100 * (result["closure"] - schedule), binding)

    elif regime == "DIRECT":
        result["status"] = "achieved_early" if met == YES else "inconclusive"

    else:  # HOLD and YEARLY: with annual targets, compare with that of year y
        bound = annual.get(y, target)
        used.append(bound)
        held = sat(a, bound, sense)
        result["status"] = {YES: "within_limit", NO: "breached", UNKNOWN: "inconclusive"}[held]
        if regime == "YEARLY" and held == NO and not binding:
            exact_years = [each for each in figures.values() if not is_inequality(each) and not is_range(each)]
            if len(exact_years) >= 2:
                used += exact_years
                total = sum((number(figure["value"]) for figure in exact_years), Fraction(0))
                mean = total / len(exact_years)
                if sat(Interval(mean, True, mean, True, exact=True), bound, sense) == YES:
                    result["status"] = "basically_on_track"
