"""Targets that a chapter of tasks says again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.parsing.comparing.repeats import differences
from intake.parsing.likeness import bare, like, opposed, same
from intake.parsing.measures import convertible, equal
from intake.parsing.reading import CommitmentRead, Conflict, IndicatorRead, Repeat

LEVEL = re.compile(r"稳定|保持|维持|不低于|不少于|不超过|控制在")
NEAR = 0.75  # 卡覆盖人口 and 卡人口覆盖率


def echoed(
    indicators: Sequence[IndicatorRead], commitments: Sequence[CommitmentRead]
) -> tuple[list[IndicatorRead], list[CommitmentRead], list[Conflict]]:
    """A commitment that states an indicator again becomes a repeat of it too; one that only says again what
    the text said as a target, or states one itself, is no commitment.
    """
    kept, tasks, conflicts = list(indicators), list[CommitmentRead](), list[Conflict]()
    stated = [row.place for row in indicators if row.source == "prose"]
    for commitment in commitments:
        if any(
            place.start <= commitment.place.start and commitment.place.end <= place.end for place in stated
        ):
            continue
        at = next((at for at, row in enumerate(kept) if _echoes(row, commitment)), None)
        if at is None:
            tasks.append(commitment)
            conflicts += _contradicted(kept, commitment)
            continue
        row = kept[at]
        repeat = Repeat(commitment.target, commitment.quote, commitment.place, agrees=_equal(row, commitment))
        conflicts += differences(row, repeat)
        kept[at] = replace(row, repeats=(*row.repeats, repeat))
        if row.source == "table":
            tasks.append(commitment)
    return kept, tasks, conflicts


def _contradicted(rows: Sequence[IndicatorRead], commitment: CommitmentRead) -> list[Conflict]:
    """A level of the same name with another number: 稳定在78万册 and, among the tasks, 不低于80万册."""
    figure = commitment.target.figure
    if figure.cumulative or commitment.per or not LEVEL.search(commitment.quote):
        return []
    for row in rows:
        goal = row.target
        if goal is None or goal.figure.cumulative or goal.year != commitment.target.year:
            continue
        if bare(row.name) == bare(commitment.name) and convertible(row.unit, commitment.unit):
            repeat = Repeat(
                commitment.target, commitment.quote, commitment.place, agrees=_equal(row, commitment)
            )
            return differences(row, repeat)
    return []


def _echoes(row: IndicatorRead, commitment: CommitmentRead) -> bool:
    """Part of a sum may bear the name of the whole: another number counts only where it is a share."""
    if commitment.per or row.target is None or row.target.year != commitment.target.year:
        return False
    if not convertible(row.unit, commitment.unit):
        return False
    are_shares = row.unit == commitment.unit == "%"
    if same(row.name, commitment.name):
        return are_shares or _equal(row, commitment)
    return are_shares and row.source == "table" and _near(f"{commitment.name}率", row.name)


def _near(one: str, other: str) -> bool:
    return not opposed(bare(one), bare(other)) and like(one, other) >= NEAR


def _equal(row: IndicatorRead, commitment: CommitmentRead) -> bool:
    if row.target is None:
        return False
    return equal(row.target.figure, row.unit, commitment.target.figure, commitment.unit)
