"""A printed name looked up in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from intake.parsing.likeness import bare, differing, telling
from intake.parsing.measures import convertible
from intake.parsing.script import simplified

Kind = Literal["exact", "alias", "suggestion", "new"]
MOST = 3
LEAST_SCORE = 60.0
# Names that a telling word keeps apart (登记 and 调查) never look near.
OPPOSED_FACTOR = 0.6
OTHER_UNIT_FACTOR = 0.8


@dataclass(frozen=True)
class Entry:
    """An indicator of the catalogue; `unit` may be empty (a ratio)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Suggestion:
    """An entry that may be meant: `score` 0…100, `name` the name or alias that is near, `words` the pieces in
    which it differs, `note` what else speaks against it, in Chinese.
    """

    code: str
    name: str
    score: int
    words: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Match:
    """`code` is empty unless the kind is exact or alias; a suggestion is for a person to confirm. A new one
    may have suggestions too: names that only look alike, with the words that keep them apart.
    """

    kind: Kind
    code: str = ""
    suggestions: tuple[Suggestion, ...] = ()


def match(name: str, unit: str, entries: Sequence[Entry]) -> Match:
    """The entry of that name, else of that alias, else up to three that are near, else none."""
    wanted = bare(simplified(name))
    for kind, found in (("exact", _named(wanted, entries)), ("alias", _called(wanted, entries))):
        fitting = [entry for entry in found if convertible(entry.unit, unit)]
        if len(fitting) == 1:
            return Match("exact" if kind == "exact" else "alias", fitting[0].code)
        if found:
            break
    suggestions = _near(wanted, unit, entries)
    near = bool(suggestions) and suggestions[0].score >= LEAST_SCORE
    return Match("suggestion" if near else "new", suggestions=suggestions)


def _named(wanted: str, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if bare(simplified(entry.name)) == wanted]


def _called(wanted: str, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if wanted in {bare(simplified(alias)) for alias in entry.aliases}]


def _near(wanted: str, unit: str, entries: Sequence[Entry]) -> tuple[Suggestion, ...]:
    found = [suggestion for entry in entries if (suggestion := _suggestion(wanted, unit, entry))]
    return tuple(sorted(found, key=lambda each: (-each.score, each.code))[:MOST])


def _suggestion(wanted: str, unit: str, entry: Entry) -> Suggestion | None:
    score, name = max((fuzz.ratio(wanted, bare(name)), name) for name in (entry.name, *entry.aliases))
    if score < LEAST_SCORE:
        return None
    apart = [word for pair in telling(wanted, bare(name)) for word in pair if word]
    notes = [f"名称中的“{'”“'.join(apart)}”不同，通常不是同一指标"] if apart else []
    score *= OPPOSED_FACTOR if apart else 1
    if not convertible(entry.unit, unit):
        notes.append(f"单位不同：目录为“{entry.unit}”，文件为“{unit}”")
        score *= OTHER_UNIT_FACTOR
    if score < LEAST_SCORE * OPPOSED_FACTOR:
        return None
    return Suggestion(entry.code, name, round(score), differing(wanted, name), "；".join(notes))
