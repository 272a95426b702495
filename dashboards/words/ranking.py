"""排名: who stands where among those that may be compared, and why the others stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

NO_VALUE = "没有可比的数值"


@dataclass(frozen=True)
class Entry:
    """`key` names what is ranked (a region's code); `apart` says why it may not be compared, if so."""

    key: str
    value: Decimal | None
    apart: str = ""


@dataclass(frozen=True)
class Ranked:
    """`rank` counts from 1, and equal values share it (1, 2, 2, 4); None: apart, for the `reason`."""

    key: str
    value: Decimal | None
    rank: int | None
    reason: str = ""


def rank(entries: Sequence[Entry], *, higher_is_better: bool) -> list[Ranked]:
    """The comparable, best first, then those apart; the order given is kept among equals and those apart."""
    compared = [each for each in entries if not each.apart and each.value is not None]
    values = sorted((each.value for each in compared if each.value is not None), reverse=higher_is_better)
    ranked = [
        Ranked(each.key, each.value, values.index(each.value) + 1)
        for each in compared
        if each.value is not None
    ]
    apart = [each for each in entries if each.apart or each.value is None]
    return sorted(ranked, key=lambda each: each.rank or 0) + [
        Ranked(each.key, each.value, None, each.apart or NO_VALUE) for each in apart
    ]
