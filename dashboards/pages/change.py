"""与上年相比: the verdicts that are others than the year before, each with both words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.pages.address import indicator_link
from dashboards.pages.frame import Shown
from dashboards.words.change import CHANGES, SEVERITY, Change, changes_of
from dashboards.words.figures import lamp_for
from dashboards.words.tally import picks
from indicators.calc import Lamp
from indicators.queries.progress import Row, judgements

NAMED = 5  # of each kind, that a board names


@dataclass(frozen=True)
class ChangeRow:
    name: str
    url: str
    attribute: str
    before: str
    now: str
    lamp: Lamp
    moved: str
    is_revised: bool


@dataclass(frozen=True)
class ChangeGroup:
    """`rows` are the first of `count`, 约束性 before the others, the worst before the rest."""

    kind: str
    label: str
    count: int
    picks: str
    rows: tuple[ChangeRow, ...]

    @property
    def rest(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Changes:
    """`before`: the year compared with; `compared`: how many have a verdict of each year's own."""

    before: int
    groups: tuple[ChangeGroup, ...]
    compared: int


def changes_shown(user: Any, rows: Sequence[Row], shown: Shown) -> tuple[Changes | None, dict[int, Change]]:
    """The block, and the changes by plan indicator. None in a plan's first year. One query."""
    before_year = shown.year - 1
    if before_year < shown.plan.start_year:
        return None, {}
    ids = [row.item.id for row in rows]
    before = judgements(user, ids, year=before_year, standing=shown.asked.standing)
    found = changes_of(rows, before, shown.year)
    compared = sum(
        row.verdict is not None
        and row.verdict.judged_year == shown.year
        and row.item.id in before
        and before[row.item.id].judged_year == before_year
        for row in rows
    )
    return Changes(before_year, _groups(rows, found, shown), compared), found


def _groups(rows: Sequence[Row], found: Mapping[int, Change], shown: Shown) -> tuple[ChangeGroup, ...]:
    groups = []
    for kind, label in CHANGES.items():
        changed = [row for row in rows if row.item.id in found and found[row.item.id].kind == kind]
        changed.sort(key=_place)
        named = tuple(_row(row, found[row.item.id], shown) for row in changed[:NAMED])
        if changed:
            groups.append(ChangeGroup(kind, label, len(changed), picks(changed=kind), named))
    return tuple(groups)


def _place(row: Row) -> tuple[bool, int]:
    """约束性 first, then those that stand worst."""
    severity = SEVERITY.get(row.verdict.lamp, 0) if row.verdict else 0
    return row.item.attribute != "binding", -severity


def _row(row: Row, change: Change, shown: Shown) -> ChangeRow:
    item = row.item
    return ChangeRow(
        name=item.name,
        url=indicator_link(item.plan_id, item.id, year=shown.year, standing=shown.asked.standing),
        attribute=item.attribute,
        before=change.before,
        now=change.now,
        lamp=lamp_for(row.verdict),
        moved=change.moved,
        is_revised=change.is_revised,
    )
