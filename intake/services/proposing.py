"""What is read becomes rows to be confirmed: matched with the catalogue, or proposed as a new indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from indicators.models import Indicator
from intake.matching import Entry, Suggestion, match, propose
from intake.parsing.reading import IndicatorRead, Reading
from intake.queries.editor import catalogue
from intake.queries.entries import (
    Data,
    commitment_as_read,
    commitment_entry,
    head_data,
    indicator_as_read,
    indicator_entry,
)
from intake.services.editor import LONGEST_DOMAIN, UNSORTED
from plans.models import DraftRow
from plans.services.drafts import Content, RowRead

Kind = DraftRow.Kind


def content_of(reading: Reading) -> Content:
    """A reading as a draft keeps it."""
    return Content(
        text=reading.text,
        pages=reading.pages,
        head=head_data(reading.head),
        rows=[*_indicators(reading), *_commitments(reading)],
        conflicts=[asdict(each) for each in reading.conflicts],
        doubts=[asdict(each) for each in reading.doubts],
        definitions=[asdict(each) for each in reading.definitions],
    )


@dataclass(frozen=True)
class Known:
    """The catalogue by code, and as the matching takes it."""

    by_code: Mapping[str, Indicator]
    entries: Sequence[Entry]


def known_names() -> Known:
    found = catalogue()
    return Known({each.code: each for each in found.entries}, found.to_match)


def _indicators(reading: Reading) -> Iterable[RowRead]:
    known = known_names()
    glossary = {each.name: each.text for each in reading.definitions}
    cited = f"，见《{reading.head.title}》" if reading.head.title else ""
    for row in reading.indicators:
        proposal = proposed(row, known, glossary.get(row.name, ""))
        entry = indicator_entry(row) | proposal.entry
        if entry["how"] in ("new", ""):  # a new one needs both: a document of another field has dozens
            entry["definition"] = entry["definition"] or f"规划文件未作解释{cited}。"
            entry["domain"] = entry["domain"] or UNSORTED
        yield RowRead(Kind.INDICATOR, {**indicator_as_read(row), **proposal.aside, "entry": entry}, entry)


def _commitments(reading: Reading) -> Iterable[RowRead]:
    for row in reading.commitments:
        entry = commitment_entry(row)
        yield RowRead(Kind.COMMITMENT, {**commitment_as_read(row), "entry": entry}, entry)


@dataclass(frozen=True)
class Proposal:
    """`entry` goes into the row, `aside` (suggestions, the reason of the guesses) beside what was read."""

    entry: Data
    aside: Data


def proposed(row: IndicatorRead, known: Known, definition: str) -> Proposal:
    """Near names are only offered; where there are none, a new indicator is proposed. Brackets outweigh the
    catalogue: the plan then has a basis of its own.
    """
    target, baseline = (stated.figure if stated else None for stated in (row.target, row.baseline))
    guess = propose(
        name=row.name,
        unit=row.unit,
        group=row.group,
        target=target,
        baseline=baseline,
        definition=definition,
    )
    found = match(row.name, row.unit, known.entries)
    own = known.by_code.get(found.code)
    is_sum = target is not None and target.cumulative
    how = found.kind if own else ("new" if found.kind == "new" else "")
    entry: Data = {
        "how": how,
        "code": found.code,
        "unit": row.unit if own else guess.unit,
        "remember": False,
        "basis": guess.basis if own is None or is_sum else own.basis,
        "sense": own.sense if own else guess.sense,
        "every_year": guess.every_year,
        "definition": definition if own is None else "",
        "domain": guess.domain[:LONGEST_DOMAIN] if own is None else "",
    }
    offered = [{"code": each.code, "why": _why(each, known.by_code)} for each in found.suggestions]
    return Proposal(entry, {"suggestions": offered, "reason": guess.reason, "unsure": list(guess.unsure)})


def _why(each: Suggestion, by_code: Mapping[str, Indicator]) -> str:
    """How near it is, and what speaks against it."""
    called = "" if each.name == by_code[each.code].name else f"别名“{each.name}”"
    return "；".join(part for part in (f"{called}相似度 {each.score}%", each.note) if part)
