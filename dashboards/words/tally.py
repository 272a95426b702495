"""How many indicators stand where: whole, and per attribute as strips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from indicators.queries.progress import Row
from indicators.queries.seriousness import BEHIND

ATTRIBUTES = {"binding": "约束性", "expected": "预期性", "unstated": "未注明"}
STALE, PENDING = "stale", "pending"
GREY = ("inconclusive", "no_data")
ORDER = (
    "achieved", "achieved_early", "ahead", "on_track", "within_limit", "basically_on_track", "behind",
    "breached", "seriously_behind", "not_achieved", STALE, "inconclusive", "no_data", PENDING,
)  # fmt: skip
SHORT = {
    "achieved": "完成", "achieved_early": "提前完成", "ahead": "快于时序", "on_track": "达到时序",
    "within_limit": "目标内", "basically_on_track": "基本达到", "behind": "滞后", "breached": "突破目标",
    "seriously_behind": "严重滞后", "not_achieved": "未完成", STALE: "按此前年度", "inconclusive": "无法评价",
    "no_data": "无数据", PENDING: "待评价",
}  # fmt: skip
NAMED = 3  # names said in a note before it says 等
MET, LAGGING, ASSESSABLE, UNASSESSED, GAP = "met", "lagging", "assessable", "unassessed", "gap"


@dataclass(frozen=True)
class Tally:
    """Counts over the verdicts of a year. Met and lagging are of that very year; `stale` are judged by an
    earlier one and count in no rate; `unassessed` have no verdict to speak of.
    """

    total: int
    met: int
    lagging: int
    binding_lagging: int
    unassessed: int
    stale: int
    without_data: int
    statuses: frozenset[str]
    is_final: bool

    @property
    def assessable(self) -> int:
        return self.met + self.lagging

    @property
    def share_met(self) -> Decimal | None:
        """By which regions are ranked; None where nothing can be assessed."""
        return Decimal(self.met) / self.assessable if self.assessable else None


@dataclass(frozen=True)
class Segment:
    """`picks`: which rows are counted, as a list of indicators is narrowed to them."""

    status: str
    lamp: str
    label: str
    count: int
    picks: str


@dataclass(frozen=True)
class Note:
    text: str
    picks: str = ""


@dataclass(frozen=True)
class Strip:
    """One attribute: 达标率 is met / assessable among verdicts of the year itself."""

    attribute: str
    label: str
    total: int
    assessable: int
    met: int
    notes: tuple[Note, ...]
    segments: tuple[Segment, ...]

    @property
    def note(self) -> str:
        return f"{'；'.join(note.text for note in self.notes)}。" if self.notes else ""


def picks(**filters: str) -> str:
    """Which rows a number counts, as the query of a list that shows just these."""
    return urlencode(filters)


def standing_of(row: Row, year: int) -> str:
    """The status; `stale` where a judgement rests on an earlier year; `pending` where there is none yet."""
    verdict = row.verdict
    if verdict is None:
        return PENDING
    if verdict.status in GREY or verdict.judged_year == year:
        return verdict.status
    return STALE


def results_of(row: Row, year: int) -> frozenset[str]:
    """Under which of the numbers the row is counted; GAP is every yellow or red one, of whatever year."""
    verdict, status = row.verdict, standing_of(row, year)
    gap = {GAP} if verdict is not None and verdict.lamp in BEHIND else set()
    if status in (*GREY, PENDING):
        return frozenset({UNASSESSED})
    if status == STALE:
        return frozenset({STALE, *gap})
    return frozenset({ASSESSABLE, LAGGING if gap else MET, *gap})


def tally_of(rows: Sequence[Row], year: int) -> Tally:
    current = [row.verdict for row in rows if row.verdict is not None and row.verdict.judged_year == year]
    met = [verdict for verdict in current if verdict.lamp == "ok"]
    lagging = [verdict for verdict in current if verdict.lamp in BEHIND]
    places = Counter(standing_of(row, year) for row in rows)
    return Tally(
        total=len(rows),
        met=len(met),
        lagging=len(lagging),
        binding_lagging=sum(verdict.attribute == "binding" for verdict in lagging),
        unassessed=sum(places[status] for status in (*GREY, PENDING)),
        stale=places[STALE],
        without_data=places["no_data"],
        statuses=frozenset(verdict.status for verdict in current),
        is_final=any(verdict.is_final for verdict in current),
    )


def strips_of(rows: Sequence[Row], year: int) -> tuple[Strip, ...]:
    """约束性 first; an attribute that no indicator has is left out."""
    by_attribute = {code: [row for row in rows if row.item.attribute == code] for code in ATTRIBUTES}
    return tuple(_strip(code, group, year) for code, group in by_attribute.items() if group)


def _strip(attribute: str, rows: Sequence[Row], year: int) -> Strip:
    tally = tally_of(rows, year)
    return Strip(
        attribute=attribute,
        label=ATTRIBUTES[attribute],
        total=tally.total,
        assessable=tally.assessable,
        met=tally.met,
        notes=tuple(_notes(attribute, rows, year)),
        segments=_segments(attribute, rows, year),
    )


def _segments(attribute: str, rows: Sequence[Row], year: int) -> tuple[Segment, ...]:
    counts = Counter((standing_of(row, year), _lamp(row, year)) for row in rows)
    ordered = sorted(counts.items(), key=lambda found: ORDER.index(found[0][0]))
    return tuple(
        Segment(status, lamp, SHORT[status], count, picks(attribute=attribute, status=status))
        for (status, lamp), count in ordered
    )


def _lamp(row: Row, year: int) -> str:
    if row.verdict is None or standing_of(row, year) == STALE:
        return "na"
    return row.verdict.lamp


def _notes(attribute: str, rows: Sequence[Row], year: int) -> Iterator[Note]:
    """What does not count in the rate, by name, and why."""
    stale = [row for row in rows if standing_of(row, year) == STALE]
    grey = [row for row in rows if standing_of(row, year) in (*GREY, PENDING)]
    if stale:
        text = f"按此前年度评价、不计入达标率：{_named(stale, with_year=True)}"
        yield Note(text, picks(attribute=attribute, result=STALE))
    if grey:
        text = f"无法评价、不计入达标率：{_named(grey)}"
        yield Note(text, picks(attribute=attribute, result=UNASSESSED))
    if attribute == "unstated":
        yield Note("规划没有注明属性，按预期性评价，单独计数")


def _named(rows: Sequence[Row], *, with_year: bool = False) -> str:
    names = []
    for row in rows[:NAMED]:
        year = row.verdict.judged_year if row.verdict else None
        names.append(f"{row.item.name}（{year} 年）" if with_year and year else row.item.name)
    tail = f"等 {len(rows)} 项" if len(rows) > NAMED else ""
    return listed(names) + tail


def listed(names: Sequence[str]) -> str:
    """One after the other; a name that is a list itself is quoted."""
    return "、".join(f"“{name}”" if "、" in name else name for name in names)
