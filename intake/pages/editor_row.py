"""One row's form: what the catalogue knows of its indicator, and what the parent plan has of the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indicators.models import Indicator, PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from intake.forms.editor_row import RowForm
from intake.queries.editor import Catalogue

NEAR = 3


@dataclass(frozen=True)
class EntryShown:
    """An entry of the catalogue as the field's list and the line under it show it."""

    name: str
    facts: str


@dataclass(frozen=True)
class RowHints:
    """`chosen` is what the catalogue says of the indicator; `near` are names like the one typed; `split` is
    the row of a parent plan that measures the same and is not chosen yet.
    """

    chosen: EntryShown | None
    near: tuple[str, ...]
    split: str


def entries_shown(found: Catalogue) -> list[EntryShown]:
    """By every name under which the catalogue is searched, codes apart."""
    codes = {entry.code for entry in found.entries}
    return [_shown(name, entry) for name, entry in found.by_name.items() if name not in codes]


def row_hints(form: RowForm) -> RowHints:
    typed = str(form["indicator"].value() or form["name"].value() or "")
    entry = form.choices.catalogue.find(typed)
    return RowHints(
        chosen=_shown(entry.name, entry) if entry else None,
        near=() if entry or not typed else _near(typed, form.choices.catalogue),
        split=_split(form, entry) if entry else "",
    )


def _shown(name: str, entry: Indicator) -> EntryShown:
    facts = [entry.unit or "无单位", dict(BASES)[entry.basis], dict(SENSES)[entry.sense]]
    if name != entry.name:
        facts.insert(0, f"即“{entry.name}”")
    return EntryShown(name, "，".join(facts))


def _near(typed: str, found: Catalogue) -> tuple[str, ...]:
    """Names that share the most pairs of signs with what was typed."""
    wanted = _pairs(typed)
    ranked = sorted(((_share(wanted, _pairs(each.name)), each.name) for each in found.entries), reverse=True)
    return tuple(name for share, name in ranked[:NEAR] if share >= 0.35)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _share(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _split(form: RowForm, entry: Any) -> str:
    if form["split_from"].value():
        return ""
    same: PlanIndicator | None = next(
        (each for each in form.choices.to_split if each.indicator_id == entry.pk), None
    )
    return f"{same.plan.region}：{same.name}" if same else ""
