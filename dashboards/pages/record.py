"""The record behind an indicator: its years as judged then, versions of figures, versions of the target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from common.numbers import DASH, number
from dashboards.charts.course import course_of
from dashboards.pages.address import PROVISIONAL, Kept, indicator_link
from dashboards.words.figures import actual_text, distance, in_unit, lamp_for, rate, word_of
from dashboards.words.sources import REPORTED
from indicators.calc import Lamp, assess
from indicators.pages import printed
from indicators.pages import word_of as verdict_word
from indicators.queries.history import SUBMITTED, Dossier, TargetEntry, VersionEntry
from indicators.queries.progress import Item, Judgement, Row


@dataclass(frozen=True)
class YearRow:
    """A year as it was judged then; `figure` is the version that counts."""

    year: int
    url: str
    figure: str
    marks: tuple[str, ...]
    reached: str
    expected: str
    share: str
    schedule: str
    lamp: Lamp
    word: str
    detail: str
    is_stale: bool
    source: str
    by: str
    versions: int


@dataclass(frozen=True)
class VersionRow:
    year: int
    number: int
    figure: str
    state: str
    marks: tuple[str, ...]
    entered_at: datetime
    by: str
    accepted_at: datetime | None
    words: str


@dataclass(frozen=True)
class TargetRow:
    version: int
    figure: str
    in_force_date: date | None
    used: bool
    words: str
    beside: str


def year_rows(found: Dossier, kept: Kept) -> tuple[YearRow, ...]:
    """The latest year first, each as it was judged by its own figures."""
    return tuple(_year_row(found, verdict, kept) for verdict in reversed(found.verdicts.values()))


def share_label(found: Dossier) -> str:
    return "完成率" if _by_attainment(found) else "目标实现程度"


def _by_attainment(found: Dossier) -> bool:
    """Whether no year has a path to measure by."""
    return all(verdict.closure is None for verdict in found.verdicts.values())


def _year_row(found: Dossier, verdict: Judgement, kept: Kept) -> YearRow:
    item, year = found.item, verdict.year
    counted = next((each for each in found.versions if each.year == year and each.counts), None)
    stale = verdict.judged_year != year
    share = verdict.attainment if _by_attainment(found) else verdict.closure
    return YearRow(
        year=year,
        url=indicator_link(found.plan.pk, item.id, year=year, **kept),
        figure=printed(counted.figure) if counted else DASH,
        marks=marks_of_version(counted, kept["standing"]) if counted else (),
        reached=DASH if stale else actual_text(Row(item, verdict, {})),
        expected=_expected(verdict, item),
        share=DASH if stale else rate(share),
        schedule=DASH if stale else rate(verdict.schedule),
        lamp=lamp_for(verdict),
        word=word_of(verdict, item.sense),
        detail="" if stale else distance(verdict),
        is_stale="stale" in verdict.flags,
        source=(counted.source or REPORTED) if counted else "",
        by=counted.by if counted else "",
        versions=sum(each.year == year for each in found.versions),
    )


def _expected(verdict: Judgement, item: Item) -> str:
    """What the path or the annual targets gave for the year."""
    if item.sense == "composition":
        return DASH
    steps = course_of(verdict.case, verdict.regime).steps
    return number(next((step.expected for step in steps if step.year == verdict.year), None))


def version_rows(found: Dossier) -> tuple[VersionRow, ...]:
    return tuple(_version_row(each, found.item) for each in found.versions)


def marks_of_version(entry: VersionEntry, standing: object) -> tuple[str, ...]:
    marks = {
        "estimate": entry.is_estimate,
        "preliminary": entry.is_preliminary,
        "provisional": standing == PROVISIONAL and entry.state == SUBMITTED,
    }
    return tuple(kind for kind, holds in marks.items() if holds)


def _version_row(entry: VersionEntry, item: Item) -> VersionRow:
    words = [entry.source, entry.scope, entry.note, f"修改原因：{entry.reason}" if entry.reason else ""]
    words.append("口径变化" if entry.breaks_series else "")
    return VersionRow(
        year=entry.year,
        number=entry.number,
        figure=in_unit(entry.figure, item.unit),
        state=entry.state,
        marks=marks_of_version(entry, ""),
        entered_at=entry.entered_at,
        by=entry.by,
        accepted_at=entry.accepted_at,
        words="；".join(word for word in words if word),
    )


def target_rows(found: Dossier, verdict: Judgement | None) -> tuple[TargetRow, ...]:
    """All versions of the target; `used` is the one the verdict went by. What it would be by the original is
    said `beside` that.
    """
    used = verdict.target_version if verdict else None
    unit = found.item.unit
    return tuple(
        TargetRow(
            version=each.version,
            figure=in_unit(each.figure, unit),
            in_force_date=each.in_force_date,
            used=each.version == used,
            words=_target_words(each),
            beside=_by_original(each, verdict, found.item) if verdict and each.version == 1 else "",
        )
        for each in found.targets
    )


def _by_original(entry: TargetEntry, verdict: Judgement, item: Item) -> str:
    """The same inputs judged by the original target; empty where that is the one the verdict went by."""
    if verdict.target_version in (None, entry.version) or verdict.judged_year is None:
        return ""
    judged = assess([replace(verdict.case, target=entry.figure)])[0]
    shares = {"完成率": judged.attainment, "目标实现程度": judged.closure}
    said = [f"{label} {rate(value)}" for label, value in shares.items() if value is not None]
    return "，".join(["如按原目标", *said, f"评价为“{verdict_word(judged.status, item.sense)}”"])


def _target_words(entry: TargetEntry) -> str:
    if entry.version == 1:
        return "随规划生效"
    words = [entry.reason, entry.document_number, f"{entry.approved_by}批准" if entry.approved_by else ""]
    return "；".join(word for word in words if word)
