"""What is read from a plan document: all of it with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from indicators.calc import Figure

Period = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """A stretch of the text as shown: characters start…end, its first line counted from 1, its page (from 1)
    where the document has pages.
    """

    start: int
    end: int
    line: int
    page: int | None = None


@dataclass(frozen=True)
class Doubt:
    """What was read but is not certain, or could not be read: `code` for the rule, `message` in Chinese says
    what and why.
    """

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True)
class Conflict:
    """Two statements of the document that differ; both stay, a person decides."""

    code: str
    message: str
    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Stated:
    """A figure as the document states it, in the unit of its row; `figure.text` is the printed phrase."""

    figure: Figure
    year: int | None
    place: Place | None = None


@dataclass(frozen=True)
class Repeat:
    """The same target said again in the text; `agrees` compares the numbers alone, not the sign."""

    stated: Stated
    quote: str
    place: Place
    agrees: bool
    name: str = ""
    unit: str = ""


@dataclass(frozen=True)
class IndicatorRead:
    """One indicator. `attribute` is the printed word (约束性, 预期性) or empty; `parent` the printed name of
    the row it is a part of. `yearly` holds columns of single years between baseline and target.
    """

    name: str
    unit: str
    period: Period
    place: Place
    quote: str
    source: str  # table | prose
    group: str = ""
    number: str = ""
    parent: str = ""
    attribute: str = ""
    is_local: bool = False
    mark_meaning: str = ""
    baseline: Stated | None = None
    target: Stated | None = None
    actual: Stated | None = None
    previous_target: Stated | None = None
    yearly: tuple[Stated, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    unit_inferred: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class CommitmentRead:
    """A quantified task. `per` is the number of years that each quantity is for (每年: 1), `within` a stated
    span of years; `target.figure` is of kind words where no number is printed.
    """

    name: str
    unit: str
    target: Stated
    place: Place
    quote: str
    section: str = ""
    per: int | None = None
    within: int | None = None
    is_implied: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class DefinitionRead:
    """An entry of the glossary of indicators."""

    name: str
    unit: str
    text: str
    place: Place
    number: str = ""


@dataclass(frozen=True)
class HeadRead:
    """What the document says of itself; empty or None where it says nothing. `period` is that of the plan.

    `region_code` is known only where the gazetteer given to the reader has one place of that name.
    """

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    issued_date: date | None = None
    region_name: str = ""
    region_code: str = ""
    level: str = ""
    period: Period | None = None
    script: str = "hans"
    parent_titles: tuple[str, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)  # by field name


@dataclass(frozen=True)
class Reading:
    """Everything that was read, in the order of the document."""

    text: str
    pages: tuple[int, ...]
    head: HeadRead
    indicators: tuple[IndicatorRead, ...] = ()
    commitments: tuple[CommitmentRead, ...] = ()
    definitions: tuple[DefinitionRead, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    doubts: tuple[Doubt, ...] = ()
