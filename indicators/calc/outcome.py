"""The status of every row: the second table of the rules, at the end of the plan and in the years before."""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import Bools, Codes, Ints
from indicators.calc.composition import compare_tiers
from indicators.calc.facts import Facts
from indicators.calc.measures import AHEAD, BEHIND, ON_TRACK, TOLERATED
from indicators.calc.regime import BUDGET, CUM, DIRECT, HOLD, NO_REGIME, PATH, YEARLY
from indicators.calc.status import STATUS_CODE
from indicators.calc.yearly import every_year_met, mean_holds

NO_DATA, INCONCLUSIVE = STATUS_CODE["no_data"], STATUS_CODE["inconclusive"]
ACHIEVED, EARLY = STATUS_CODE["achieved"], STATUS_CODE["achieved_early"]
NOT_ACHIEVED, BREACHED, WITHIN = (STATUS_CODE[name] for name in ("not_achieved", "breached", "within_limit"))
TOLERABLE, LAGGING = STATUS_CODE["basically_on_track"], STATUS_CODE["behind"]
SERIOUSLY = STATUS_CODE["seriously_behind"]


def statuses_of(facts: Facts, averaged: Bools) -> Codes:
    """Status codes; `averaged` are the rows whose latest year may be carried by the mean."""
    status = np.where(facts.final, _final(facts), _interim(facts, averaged))
    if facts.columns.shares is not None:
        status[facts.columns.shares.rows] = _composition(facts)
    status = np.where(facts.broken | (facts.regime == NO_REGIME), INCONCLUSIVE, status)
    return np.where(facts.series.last < 0, NO_DATA, status).astype(np.int8)


def _final(facts: Facts) -> Ints:
    end = np.where(facts.met, ACHIEVED, np.where(facts.missed, NOT_ACHIEVED, INCONCLUSIVE))
    rows = facts.each_year_counts
    if rows.any():
        met, failed = every_year_met(facts, rows)
        end[rows] = np.where(failed, NOT_ACHIEVED, np.where(met, ACHIEVED, INCONCLUSIVE))
    return end


def _interim(facts: Facts, averaged: Bools) -> Ints:
    regime = facts.regime
    of_regime = {
        CUM: _cum(facts),
        BUDGET: _budget(facts),
        PATH: _path(facts),
        HOLD: _hold(facts),
        DIRECT: np.where(facts.met, EARLY, INCONCLUSIVE),
        YEARLY: _yearly(facts, averaged),
    }
    return np.select([regime == code for code in of_regime], list(of_regime.values()), INCONCLUSIVE)


def _banded(facts: Facts) -> Ints:
    """The status of a band; 约束性 knows no tolerance."""
    band = facts.progress.band
    of_band = {
        AHEAD: np.full(len(band), STATUS_CODE["ahead"]),
        ON_TRACK: np.full(len(band), STATUS_CODE["on_track"]),
        TOLERATED: np.where(facts.columns.binding, LAGGING, TOLERABLE),
        BEHIND: np.full(len(band), LAGGING),
    }
    return np.select([band == code for code in of_band], list(of_band.values()), SERIOUSLY)


def _cum(facts: Facts) -> Ints:
    """A lower bound proves only that much."""
    proven = facts.series.exact | (facts.progress.band <= ON_TRACK)
    return np.where(facts.met, EARLY, np.where(facts.progress.banded & proven, _banded(facts), INCONCLUSIVE))


def _budget(facts: Facts) -> Ints:
    """Below a cap of zero or less there is no share to be used: kept is within the limit."""
    banded, kept = facts.progress.banded, facts.met & (facts.target.value <= 0).astype(bool)
    on_schedule = banded & (facts.progress.band <= ON_TRACK)
    by_pace = np.where(banded & facts.series.exact, _banded(facts), INCONCLUSIVE)
    status = np.where(kept | on_schedule, WITHIN, by_pace)
    status = np.where(facts.series.hole, INCONCLUSIVE, status)
    return np.where(facts.missed, BREACHED, status)


def _path(facts: Facts) -> Ints:
    by_pace = np.where(facts.regressed, SERIOUSLY, _banded(facts))
    return np.where(facts.met, EARLY, np.where(facts.series.exact, by_pace, INCONCLUSIVE))


def _hold(facts: Facts) -> Ints:
    return np.where(facts.bound_met, WITHIN, np.where(facts.bound_missed, BREACHED, INCONCLUSIVE))


def _yearly(facts: Facts, averaged: Bools) -> Ints:
    status = _hold(facts)
    if averaged.any():
        status[averaged] = np.where(mean_holds(facts, averaged), TOLERABLE, BREACHED)
    return status


def _composition(facts: Facts) -> Ints:
    """The status of the rows of shares only."""
    shares = facts.columns.shares
    assert shares is not None
    final = facts.final[shares.rows]
    above, below = compare_tiers(*shares.of_year(facts.series.last[shares.rows]), *shares.wanted)
    done = np.where(final, ACHIEVED, WITHIN)
    return np.where(above, done, np.where(below & final, NOT_ACHIEVED, INCONCLUSIVE))
