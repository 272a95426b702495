"""A change against last year beyond the indicator's first threshold, or its second, which asks for a note.

The change is relative for every unit, of rates too: the thresholds of the catalogue are set for that (a
participation rate is told from 5 per cent of itself), and points would never reach 20 for a rate of 5. A
year's flow is compared with a flow, also where one of them is part of a running total. Changes of fewer than
`least_steps` of the last decimal place say nothing: 2 → 3 is no news.
"""

from __future__ import annotations

from indicators.calc import round_half_up
from reporting.rules.decimal_slip import decimal_slip
from reporting.rules.entered import Entered
from reporting.rules.falling_total import falling_total
from reporting.rules.finding import Finding
from reporting.rules.numbers import plain
from reporting.rules.series import one_year

CODE = "year_on_year"
MANIFOLD = 1000  # per cent from which a growth is told as a multiple


def year_on_year(entered: Entered) -> Finding | None:
    """Says nothing where decimal_slip or falling_total has said it already, or the definition changed."""
    now = one_year(entered.series, entered.year)
    before = one_year(entered.series, entered.year - 1)
    if now is None or not before or entered.is_redefined:
        return None
    if abs(now - before) < entered.step * entered.threshold(CODE, "least_steps"):
        return None
    change = (now - before) / abs(before) * 100
    if abs(change) <= entered.jump_notice or decimal_slip(entered) or falling_total(entered):
        return None
    is_far = abs(change) > entered.jump_warning
    return entered.finds(
        CODE,
        "times" if is_far and change > MANIFOLD else "far" if is_far else "",
        before=plain(before),
        times=plain(round_half_up(now / before, 1)),
        direction="增长" if change > 0 else "下降",
        change=plain(round_half_up(abs(change), 1)),
        threshold=plain(entered.jump_warning if is_far else entered.jump_notice),
    )
