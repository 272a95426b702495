"""The verdict of domain.md §4, computed the slow way so that it can be checked line by line.

Independent of `indicators.calc`: nothing is imported from there. The tests compare the two. Exact fractions
throughout; rounding (half-up, two places) happens once, at the very end. A share is a fraction of 1 here and
becomes a percentage only in the printed result; deviations `d` are in percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.figures import (
    INFINITY,
    NO,
    UNKNOWN,
    YES,
    Interval,
    add,
    better,
    contradicts,
    interval,
    is_inequality,
    level,
    number,
    sat,
)
from tests.oracle.regime import regime_of

# Small rules used by several regimes -----------------------------------------------------------------------


CUTOFFS = (5, 0, -5, -30)


def cutoffs_of(case: dict[str, Any]) -> list[Fraction]:
    """The cut-offs are settings of a plan."""
    return [number(cut) for cut in case.get("cutoffs", CUTOFFS)]


def band(d: Fraction, j: Judging) -> str:
    """Bands, d in percentage points."""
    ahead, on_track, tolerance, serious = cutoffs_of(j.case)
    if d >= ahead:
        return "ahead"
    if d >= on_track:
        return "on_track"
    if d > tolerance:
        return "behind" if j.binding else "basically_on_track"
    if d >= serious:
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


def half_up(value: Fraction | None, places: int = 2) -> Decimal | None:
    """Half-up, away from zero at the half; decided on the exact fraction."""
    if value is None:
        return None
    units = Fraction(abs(value) * 10**places)
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    result = Decimal(whole).scaleb(-places)
    return -result if value < 0 and whole else result


# §4 The verdict --------------------------------------------------------------------------------------------


@dataclass
class Judging:
    """One case being judged: what is known of it, and what has been found so far."""

    case: dict[str, Any]
    figures: dict[int, dict[str, Any]]  # reported up to min(as_of, end)
    y: int
    regime: str | None
    a: Interval | None = None
    annual: dict[int, dict[str, Any]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    used: list[dict[str, Any] | None] = field(default_factory=list)  # what takes part, for `approximate`
    attainment: Fraction | None = None
    closure: Fraction | None = None
    schedule: Fraction | None = None
    gap: Fraction | None = None

    @property
    def final(self) -> bool:
        return bool(self.y == self.case["end"])

    @property
    def binding(self) -> bool:
        return bool(self.case.get("nature") == "约束性")  # 未注明 is judged as 预期性

    @property
    def broken(self) -> bool:
        """口径变化 breaks the series; nothing is compared across the break."""
        return any(self.case["start"] <= year <= self.y for year in self.case.get("broken_years", ()))

    @property
    def uses_baseline(self) -> bool:
        return bool(self.case["basis"] != "cumulative")

    @property
    def actual(self) -> Interval:
        assert self.a is not None
        return self.a

    @property
    def t(self) -> Fraction:
        return level(self.case["target"], self.case["sense"])

    def took_part(self, year: int) -> bool:
        return any(each is self.figures.get(year) is not None for each in self.used)

    def meets_target(self) -> str:
        return sat(self.actual, self.case["target"], self.case["sense"])


def judge(case: dict[str, Any]) -> dict[str, Any]:
    empty = dict.fromkeys(("attainment", "closure", "schedule", "gap", "regime"))
    nothing = {"id": case["id"], "status": "no_data", "flags": [], **empty}
    j, status = judged(case)
    if j is None:
        return nothing
    shares = {name: getattr(j, name) for name in ("attainment", "closure", "schedule")}
    return nothing | {
        "status": status,
        "regime": j.regime,
        "flags": sorted(j.flags),
        "gap": half_up(j.gap),
        **{name: half_up(None if share is None else 100 * share) for name, share in shares.items()},
    }


def judged(case: dict[str, Any]) -> tuple[Judging | None, str]:
    """What was found on the way, exact, and the status; None where nothing was reported."""
    # y: the latest reported year up to min(as_of, end). Nothing reported: no_data, all null.
    last = min(case["as_of"], case["end"])
    figures = {
        int(year): figure
        for year, figure in case["years"].items()
        if figure is not None and case["start"] <= int(year) <= last
    }
    if not figures:
        return None, "no_data"
    j = Judging(case, figures, max(figures), regime_of(case))
    j.used += [figures[j.y], case.get("target")]
    if j.y < last:
        j.flags.add("stale")
    if is_inequality(case.get("baseline")):
        j.flags.add("baseline_inequality")
    if j.uses_baseline:
        j.used.append(case.get("baseline"))
    status = composition(j) if case["sense"] == "composition" else numbers(j)
    if any(figure is not None and figure["op"] == "~" for figure in j.used):
        j.flags.add("approximate")
    if any(j.took_part(int(year)) for year in case.get("provisional_years", ())):
        j.flags.add("provisional")
    return j, status


def composition(j: Judging) -> str:
    """COMP: shares cumulated from the top tier, compared tier by tier."""
    baseline, target, actual = j.case.get("baseline"), j.case.get("target"), j.figures[j.y]["value"]
    if j.broken:
        return "inconclusive"
    if baseline is not None and j.uses_baseline and compare_shares(actual, baseline["value"]) == "below":
        j.flags.add("worse_than_baseline")
    if target is None:
        return "inconclusive"
    outcome = compare_shares(actual, target["value"])
    if outcome == "equal":
        j.flags.add("boundary")
    if outcome in ("equal", "above"):
        return "achieved" if j.final else "within_limit"
    return "not_achieved" if j.final and outcome == "below" else "inconclusive"


def numbers(j: Judging) -> str:
    """Every regime but COMP."""
    j.a = actual_of(j)
    baseline = j.case.get("baseline")
    comparable = j.uses_baseline and j.a.exact and not j.broken
    if comparable and baseline is not None and not is_inequality(baseline):
        fell = better(number(baseline["value"]), Fraction(j.a.low), j.case["sense"])
        j.flags |= {"worse_than_baseline"} if fell else set()
    if j.regime is None:
        return "inconclusive"  # reported, but nothing to be judged by
    given = (j.case.get("annual_targets") or {}).items()
    j.annual = {
        int(year): at for year, at in given if at is not None and not contradicts(at, j.case["sense"])
    }
    j.schedule = schedule_of(j)
    if j.broken:
        return "inconclusive"
    numbers_beside(j)
    j.closure = closure_of(j)
    if j.final:
        return (
            every_year(j) if j.case.get("binds") == "every_year" and j.regime == "YEARLY" else at_the_end(j)
        )
    return INTERIM[j.regime](j)


def actual_of(j: Judging) -> Interval:
    """A: the value at y, or the sum start…y; a hole before y makes the sum a lower bound."""
    case, y, start, limits = j.case, j.y, j.case["start"], j.case.get("limits")
    running = case["basis"] == "cumulative" and case.get("series") == "running"
    a = interval(j.figures[y], limits, years=y - start + 1 if running else 1)
    if case["basis"] != "cumulative" or running:
        return a
    least = number(limits[0]) if limits and limits[0] is not None else Fraction(0)
    hole = Interval(min(least, Fraction(0)), True, INFINITY, False, exact=False)  # flows may be below 0
    for year in range(start, y):
        if year in j.figures:
            a = add(a, interval(j.figures[year], limits))
            j.used.append(j.figures[year])
        else:
            a = add(a, hole)
            j.flags.add("lower_bound")
    return a


def numbers_beside(j: Judging) -> None:
    """attainment, gap, and the flags that hang on them."""
    if not j.actual.exact:
        return
    sense, t, value = j.case["sense"], j.t, Fraction(j.actual.low)
    j.gap = t - value if sense == "higher" else value - t
    if value == t:
        j.flags.add("boundary")
    if sense == "higher" and t != 0:
        j.attainment = value / t
        if j.attainment >= Fraction(150, 100):
            j.flags.add("overshoot")
    if sense == "lower" and t != 0 and value != 0 and (j.regime != "BUDGET" or j.final):
        j.attainment = t / value


def schedule_of(j: Judging) -> Fraction | None:
    """CUM, BUDGET, PATH only; from the annual targets unless one is missing up to y."""
    if j.regime not in ("CUM", "BUDGET", "PATH"):
        return None
    sense, start, t = j.case["sense"], j.case["start"], j.t
    line = Fraction(j.y - start + 1, j.case["end"] - start + 1)
    if any(year not in j.annual for year in range(start, j.y + 1)):
        return line
    if j.regime == "PATH":
        b = number(j.case["baseline"]["value"])
        j.used.append(j.annual[j.y])
        return (level(j.annual[j.y], sense) - b) / (t - b)
    if t == 0:
        return line
    planned = [j.annual[year] for year in range(start, j.y + 1)]
    j.used.extend(planned)
    return sum((level(at, sense) for at in planned), Fraction(0)) / t


def closure_of(j: Judging) -> Fraction | None:
    """PATH only (its baseline is exact)."""
    if j.regime != "PATH" or not j.actual.exact:
        return None
    b = number(j.case["baseline"]["value"])
    closure = (Fraction(j.actual.low) - b) / (j.t - b)
    if closure < 0:
        j.flags.add("regressed")
    return closure


# Final (y = end) -------------------------------------------------------------------------------------------


def at_the_end(j: Judging) -> str:
    return FINAL[j.meets_target()]


def every_year(j: Judging) -> str:
    """One failed year is not_achieved, otherwise a hole is inconclusive."""
    outcomes = [j.meets_target()]
    for year in range(j.case["start"], j.case["end"]):
        if year not in j.figures:
            outcomes.append(UNKNOWN)
            continue
        bound = j.annual.get(year, j.case["target"])
        outcomes.append(sat(interval(j.figures[year], j.case.get("limits")), bound, j.case["sense"]))
        j.used += [j.figures[year], bound]
    return FINAL[NO if NO in outcomes else UNKNOWN if UNKNOWN in outcomes else YES]


# Interim ---------------------------------------------------------------------------------------------------


def interim_cum(j: Judging) -> str:
    if j.meets_target() == YES:
        return "achieved_early"
    if j.t <= 0 or j.actual.low == -INFINITY:
        return "inconclusive"  # no share can be formed
    assert j.schedule is not None
    d = 100 * (Fraction(j.actual.low) / j.t - j.schedule)
    if j.actual.exact or d >= cutoffs_of(j.case)[1]:
        return band(d, j)
    return "inconclusive"  # a lower bound proves only that much


def interim_budget(j: Judging) -> str:
    met = j.meets_target()
    if met == NO:
        return "breached"  # Σ > T, were it only by its lower bound
    if j.actual.high == INFINITY:
        return "inconclusive"  # a hole, or a sum of which only the lower end is known
    if j.t <= 0:
        return "within_limit" if met == YES else "inconclusive"  # no share can be used
    assert j.schedule is not None
    d = 100 * (j.schedule - Fraction(j.actual.high) / j.t)  # the upper end, if the sum is inexact
    if d >= cutoffs_of(j.case)[1]:
        return "within_limit"
    return band(d, j) if j.actual.exact else "inconclusive"


def interim_path(j: Judging) -> str:
    met = j.meets_target()
    if met == YES:
        return "achieved_early"
    if met == UNKNOWN or j.closure is None:
        return "inconclusive"
    if j.closure < 0:
        return "seriously_behind"
    assert j.schedule is not None
    return band(100 * (j.closure - j.schedule), j)


def interim_direct(j: Judging) -> str:
    return "achieved_early" if j.meets_target() == YES else "inconclusive"


HELD = {YES: "within_limit", NO: "breached", UNKNOWN: "inconclusive"}


def interim_hold(j: Judging) -> str:
    """With annual targets, compared with that of year y."""
    bound = j.annual.get(j.y, j.case["target"])
    j.used.append(bound)
    return HELD[sat(j.actual, bound, j.case["sense"])]


def interim_yearly(j: Judging) -> str:
    """A latest year that fails is tolerated for 预期性 if the mean of at least two exact years holds."""
    held = interim_hold(j)
    exact_years = [figure for figure in j.figures.values() if not is_inequality(figure)]
    if held != "breached" or j.binding or len(exact_years) < 2:
        return held
    j.used += exact_years
    mean = sum((number(figure["value"]) for figure in exact_years), Fraction(0)) / len(exact_years)
    bound = j.annual.get(j.y, j.case["target"])
    holds = sat(Interval(mean, True, mean, True, exact=True), bound, j.case["sense"])
    return "basically_on_track" if holds == YES else held


INTERIM = {
    "CUM": interim_cum,
    "BUDGET": interim_budget,
    "PATH": interim_path,
    "DIRECT": interim_direct,
    "HOLD": interim_hold,
    "YEARLY": interim_yearly,
}
