"""Which kinds of report can be had of a plan as of a year."""

from __future__ import annotations

from plans.models import Plan


def kinds_for(plan: Plan, year: int) -> tuple[str, ...]:
    """中期评估 in the middle of the period (two years where it has an even number), 总结评估 at its end."""
    if year not in plan.years:
        return ()
    middle = (plan.start_year + plan.end_year) / 2
    found = ["annual"]
    if abs(year - middle) < 1 and year < plan.end_year:
        found.append("midterm")
    if year == plan.end_year:
        found.append("final")
    return (*found, "notice")
