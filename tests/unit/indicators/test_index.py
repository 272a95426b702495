"""综合指数: what scores, what is not assessed, and what a sum of weights says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.calc.index import (
    BUDGET,
    GREY,
    INEXACT,
    NO_VERDICT,
    NOT_POSITIVE,
    STALE,
    TIERS,
    Index,
    Judged,
    Scored,
    index_of,
    scored,
)

TEN = Decimal(10)


def judged(attainment: str | None, regime: str | None = "CUM", lamp: str = "ok", **more: Any) -> Judged:
    return Judged(regime, lamp, None if attainment is None else Decimal(attainment), **more)


@pytest.mark.parametrize(
    ("verdict", "score"),
    [
        (judged("60"), "60"),
        (judged("130"), "100"),
        (judged("80", "PATH", "bad"), "80"),
        (judged("-20", "PATH", "bad"), "-20"),
        (judged("104", "DIRECT"), "100"),
        (judged("96", "BUDGET", "bad", is_final=True), "96"),
        (judged("98.5", "HOLD", "bad"), "0"),
        (judged(None, "HOLD"), "100"),
        (judged("103", "YEARLY", "warn"), "0"),
        (judged("50", target=Decimal(5)), "50"),
    ],
)
def test_score_is_the_attainment_up_to_a_hundred_and_all_or_nothing_where_a_bound_is_kept(
    verdict: Judged, score: str
) -> None:
    assert scored(TEN, verdict) == Scored(TEN, Decimal(score))


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (None, NO_VERDICT),
        (judged(None, None, "na"), GREY),
        (judged("93", "DIRECT", "na"), GREY),
        (judged("80", is_current=False), STALE),
        (judged(None, "HOLD", is_current=False), STALE),
        (judged(None, "BUDGET"), BUDGET),
        (judged(None, "COMP"), TIERS),
        (judged(None, "PATH"), INEXACT),
        (judged("167", "PATH", "bad", target=Decimal(-3)), NOT_POSITIVE),
    ],
)
def test_what_is_not_assessed_has_no_score_and_says_why(verdict: Judged | None, why: str) -> None:
    found = scored(TEN, verdict)
    assert (found.score, found.contribution, found.why) == (None, None, why)


def test_index_is_the_sum_of_contributions_with_the_unassessed_weight_beside_it() -> None:
    rows = [scored(Decimal(30), judged("50")), scored(Decimal(50), judged("120")), scored(Decimal(20), None)]
    found = index_of(rows)
    assert found == Index(points=Decimal(65), weight=Decimal(100), assessed=Decimal(80))
    assert (found.unassessed, found.over_assessed) == (Decimal(20), Decimal("81.25"))


def test_weights_are_taken_as_they_are() -> None:
    found = index_of([scored(Decimal("0.4"), judged("50")), scored(Decimal(0), judged("90"))])
    assert (found.points, found.weight, found.over_assessed) == (Decimal("0.2"), Decimal("0.4"), Decimal(50))


def test_nothing_assessed_has_no_index_over_the_assessed_weight() -> None:
    assert index_of([scored(TEN, None)]).over_assessed is None
    assert index_of([]) == Index(Decimal(0), Decimal(0), Decimal(0))
