"""One row's form: what the catalogue knows of its indicator, and what the parent plan has of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.calc import parse_figure
from indicators.models import Indicator, PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from intake.matching import match, propose
from intake.queries.editor import Catalogue


@dataclass(frozen=True)
class EntryShown:
    """An entry of the catalogue as the field's list and the line under it show it."""

    name: str
    facts: str


@dataclass(frozen=True)
class RowHints:
    """`chosen` is what the catalogue says of the indicator; `near` are names like the one typed,
    `proposal` how it would be judged as a new one; `split` is the row of a parent plan that measures the same
    and is not chosen yet.
    """

    chosen: EntryShown | None
    near: tuple[str, ...]
    proposal: str
    split: str


def entries_shown(found: Catalogue) -> list[EntryShown]:
    """By every name under which the catalogue is searched, codes apart."""
    codes = {entry.code for entry in found.entries}
    return [_shown(name, entry) for name, entry in found.by_name.items() if name not in codes]


def row_hints(
    found: Catalogue, to_split: Sequence[PlanIndicator], *, name: str, unit: str, target: str, is_split: bool
) -> RowHints:
    """By what stands in the form; `name` is that of the catalogue or the printed one."""
    entry = found.find(name)
    if entry is not None:
        return RowHints(_shown(entry.name, entry), (), "", "" if is_split else _split(to_split, entry))
    if not name:
        return RowHints(None, (), "", "")
    figure = parse_figure(target)
    guess = propose(name=name, unit=unit, target=figure if figure.is_reported else None)
    said = f"{dict(BASES)[guess.basis]}，{dict(SENSES)[guess.sense]}（{guess.reason.rstrip('。')}）"
    near = match(name, unit, found.to_match).suggestions
    return RowHints(None, tuple(each.name for each in near), said, "")


def _shown(name: str, entry: Indicator) -> EntryShown:
    facts = [entry.unit or "无单位", dict(BASES)[entry.basis], dict(SENSES)[entry.sense]]
    if name != entry.name:
        facts.insert(0, f"即“{entry.name}”")
    return EntryShown(name, "，".join(facts))


def _split(to_split: Sequence[PlanIndicator], entry: Indicator) -> str:
    same = next((each for each in to_split if each.indicator_id == entry.pk), None)
    return f"{same.plan.region}：{same.name}" if same else ""
