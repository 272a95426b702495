"""A stock that grew by more than came in: the year's flows that add to it are less than its increase.

The other way round is no contradiction: people retire, move and die, so a stock may grow by less than the
flow, and fall although the flow is positive. The flows are known only where each that the catalogue lists
for the stock is.
"""

from __future__ import annotations

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import HALF, plain
from reporting.rules.series import one_year


def stock_and_flow(entered: Entered) -> Finding | None:
    """Rounding: half a last place of this year, of last year and of the flow."""
    now, before = entered.number, one_year(entered.series, entered.year - 1)
    inflow = entered.inflow
    if now is None or before is None or inflow is None or inflow.figure.value is None:
        return None
    if entered.is_redefined or not inflow.figure.is_exact:
        return None
    growth = now - before
    if growth <= 0 or growth - inflow.figure.value <= (2 * entered.step + inflow.step) * HALF:
        return None
    return entered.finds(
        "stock_and_flow",
        before=plain(before),
        growth=plain(growth),
        flow=inflow.name,
        inflow=plain(inflow.figure.value),
    )
