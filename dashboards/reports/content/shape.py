"""A report as data: everything Word and Excel show, in the order of domain.md §8."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from common.numbers import ratio


@dataclass(frozen=True)
class Count:
    """One attribute (or all): how many stand where; `rate` as shown, — where nothing is assessable."""

    label: str
    total: int
    assessable: int
    met: int
    lagging: int
    stale: int
    unassessed: int
    rate: str


@dataclass(frozen=True)
class Number:
    """A figure as shown, and as a number where it is one (for cells and charts); — and None where missing."""

    text: str
    value: Decimal | None = None


@dataclass(frozen=True)
class IndicatorLine:
    """One row of the table of progress; `actuals` by the years of the head; percentages as shown."""

    number: str
    group: str
    name: str
    unit: str
    attribute: str
    is_part: bool
    baseline: Number
    target: Number
    actuals: tuple[Number, ...]
    attainment: Number
    closure: Number
    schedule: Number
    word: str
    lamp: str
    note: str


@dataclass(frozen=True)
class LaggardLine:
    """One row of the list of what is behind, most serious first. `pace`: needed each year from now on."""

    name: str
    attribute: str
    target: str
    actual: str
    gap: str
    pace: str
    pace_so_far: str
    word: str
    detail: str
    cause: str
    measure: str
    department: str


@dataclass(frozen=True)
class UnassessedLine:
    name: str
    attribute: str
    reason: str


@dataclass(frozen=True)
class TaskLine:
    """A commitment: what was promised, how far it is."""

    section: str
    name: str
    asked: str
    term: str
    done: str
    progress: str
    department: str
    note: str
    is_overdue: bool


@dataclass(frozen=True)
class RegionLine:
    """A region of the subtree with its counts; `rank` by 达标率 among those directly below the same region,
    None where it is not ranked (nothing assessable). `parent`: the name of that region. `late`: how its
    reporting stood, apart from achievement.
    """

    code: str
    name: str
    level: str
    total: int
    assessable: int
    met: int
    lagging: int
    binding_lagging: int
    unassessed: int
    rate: str
    rank: int | None
    late: str
    stale: int = 0
    parent: str = ""


@dataclass(frozen=True)
class Ranking:
    """The regions on one indicator, best first, by the same basis; `score` is what they are ranked by."""

    indicator: str
    unit: str
    score_name: str
    lines: tuple[tuple[int, str, str, str], ...]  # rank, region, actual, score


@dataclass(frozen=True)
class Course:
    """One indicator by year, for a picture and a native chart."""

    name: str
    unit: str
    years: tuple[int, ...]
    actuals: tuple[Decimal | None, ...]
    path: tuple[Decimal | None, ...]
    path_name: str


@dataclass(frozen=True)
class Content:
    """`paragraphs`: the sentences generated from the verdicts, by section: overall, progress, lagging, tasks,
    problems, regions. Nothing in them is not in the tables.
    """

    kind: str
    kind_name: str
    title: str
    region: str
    region_code: str
    is_fictional: bool
    plan_title: str
    period: str
    document_number: str
    issuer: str
    year: int
    is_final: bool
    years: tuple[int, ...]
    baseline_year: int | None
    standing: str
    data_date: datetime | None
    rule_version: str
    made_at: datetime
    paragraphs: dict[str, tuple[str, ...]]
    counts: tuple[Count, ...]
    indicators: tuple[IndicatorLine, ...]
    notation: tuple[str, ...]
    laggards: tuple[LaggardLine, ...]
    unassessed: tuple[UnassessedLine, ...]
    tasks: tuple[TaskLine, ...]
    task_counts: tuple[tuple[str, int], ...]
    regions: tuple[RegionLine, ...]
    rankings: tuple[Ranking, ...]
    courses: tuple[Course, ...]
    sources: tuple[str, ...]
    plan_source: str = ""
    behind: str = "滞后"  # what is not met is called so; 未完成 at the end

    @property
    def met(self) -> str:
        return "完成" if self.is_final else "达标"

    @property
    def whole(self) -> Count:
        """All attributes together."""
        total, assessable, met, lagging, stale, unassessed = (
            sum(getattr(each, name) for each in self.counts)
            for name in ("total", "assessable", "met", "lagging", "stale", "unassessed")
        )
        rate = ratio(met, assessable)
        return Count("合计", total, assessable, met, lagging, stale, unassessed, rate)
