"""历史: every version of a figure with who, when and why; and the latest versions of all figures in reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.models import User
from common.numbers import DASH
from indicators.models import ActualVersion
from indicators.queries.history import COUNTS, SUBMITTED, state_of, within_reach
from reporting.models import Comment, Row
from reporting.pages.dates import instant
from reporting.pages.evidence import EvidenceFile, evidence_parts
from reporting.pages.findings import TITLES
from reporting.pages.head import names_above
from reporting.permissions import can_fill, reads_what_was_handed_up
from reporting.queries import evidence_of
from reporting.queries.histories import (
    figure_shown,
    plans_using,
    recent_versions,
    rows_of_figure,
    versions_of_figure,
)
from reporting.queries.reviewing import comments_of
from reporting.rules import Weight

PAGE_SIZE = 50
LONGEST_SEARCH = 40
TONES = {COUNTS: "tag-ok", SUBMITTED: "tag-provisional"}


@dataclass(frozen=True)
class Recent:
    """A version in the list; `url` leads to all versions of its figure."""

    region: str
    indicator: str
    unit: str
    url: str
    year: int
    number: int
    text: str
    state: str
    tone: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class HistoryPage:
    """`page` is the paginator's page over `lines`."""

    lines: tuple[Recent, ...]
    page: Page[ActualVersion]
    text: str
    year: str
    complaint: str
    is_narrowed: bool
    is_fictional: bool


@dataclass(frozen=True)
class Remark:
    """What a check said, and the answer; `level` is the ending of its CSS class."""

    level: str
    title: str
    text: str
    answer: str


@dataclass(frozen=True)
class Story:
    """A version in full. `signed` is (part, name, moment), the acceptance among them; names are left out
    where the reader's grants do not reach.
    """

    number: int
    text: str
    state: str
    tone: str
    marks: tuple[str, ...]
    signed: tuple[tuple[str, str, str], ...]
    words: tuple[tuple[str, str], ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class FigureYear:
    """`said`: the conversation about that year's row as (kind, name, moment, text)."""

    year: int
    stories: tuple[Story, ...]
    said: tuple[tuple[str, str, str, str], ...]
    files: tuple[EvidenceFile, ...]


@dataclass(frozen=True)
class FigurePage:
    region: str
    ancestors: tuple[str, ...]
    name: str
    unit: str
    definition: str
    plans: tuple[tuple[str, str], ...]
    years: tuple[FigureYear, ...]
    reached: bool
    is_fictional: bool


def history_page(*, user: User, params: Mapping[str, str]) -> HistoryPage:
    text, wished = params.get("q", "").strip()[:LONGEST_SEARCH], params.get("year", "").strip()
    year = int(wished) if wished.isascii() and wished.isdigit() and len(wished) == 4 else None
    complaint = f"“{wished[:LONGEST_SEARCH]}”不是四位年份，以下是全部年度。" if wished and not year else ""
    found = recent_versions(user, text=text.replace("\x00", ""), year=year)
    page = Paginator(found, PAGE_SIZE).get_page(params.get("page"))
    return HistoryPage(
        lines=tuple(_recent(version) for version in page),
        page=page,
        text=text,
        year=str(year or ""),
        complaint=complaint,
        is_narrowed=bool(text or year),
        is_fictional=any(version.actual.region.is_fictional for version in page),
    )


def _recent(version: ActualVersion) -> Recent:
    actual, state = version.actual, state_of(version)
    return Recent(
        region=actual.region.name,
        indicator=actual.indicator.name,
        unit=actual.indicator.unit,
        url=reverse("reporting:figure", args=[actual.region_id, actual.indicator.code]),
        year=actual.year,
        number=version.number,
        text=version.text or DASH,
        state=state,
        tone=TONES.get(state, ""),
        by=_who(version),
        at=instant(version.entered_at),
        reason=version.reason,
    )


def figure_page(*, user: User, region_code: str, indicator_code: str) -> FigurePage | None:
    """None where the region's record is not for this person's eyes."""
    found = figure_shown(user, region_code, indicator_code)
    if found is None:
        return None
    region, indicator = found
    reached = within_reach(user, region.code)
    versions = versions_of_figure(user, region, indicator)
    rows = [row for row in rows_of_figure(region, indicator) if _reads(user, row)] if reached else []
    return FigurePage(
        region=region.name,
        ancestors=names_above(region),
        name=indicator.name,
        unit=indicator.unit,
        definition=indicator.definition,
        plans=tuple(
            (each.plan.title, reverse("dashboards:indicator", args=[each.plan_id, each.pk]))
            for each in plans_using(user, region, indicator)
        ),
        years=_years(versions, _said(rows), _files(user, rows), reached),
        reached=reached,
        is_fictional=region.is_fictional,
    )


def _reads(user: User, row: Row) -> bool:
    submission = row.submission
    return can_fill(user, submission) or reads_what_was_handed_up(user, submission.region_id)


def _said(rows: Sequence[Row]) -> dict[int, list[Comment]]:
    """By year, what was said about the row."""
    years = {row.pk: row.submission.round.year for row in rows}
    return {years[row_id]: said for row_id, said in comments_of(years.keys()).items()}


def _files(user: User, rows: Sequence[Row]) -> dict[int, tuple[EvidenceFile, ...]]:
    """By year, the evidence that this person may see."""
    having = evidence_of(rows)
    return {
        row.submission.round.year: evidence_parts(user=user, submission=row.submission, rows=[row])[
            row.pk
        ].files
        for row in rows
        if row.pk in having
    }


def _years(
    versions: Sequence[ActualVersion],
    said: Mapping[int, Sequence[Comment]],
    files: Mapping[int, tuple[EvidenceFile, ...]],
    reached: bool,
) -> tuple[FigureYear, ...]:
    by_year = groupby(versions, key=lambda version: version.actual.year)
    return tuple(
        FigureYear(
            year=year,
            stories=tuple(_story(version, reached) for version in members),
            said=tuple(
                (Comment.Kind(each.kind).label, each.by.name, instant(each.at), each.text)
                for each in said.get(year, ())
            ),
            files=files.get(year, ()),
        )
        for year, members in by_year
    )


def _story(version: ActualVersion, reached: bool) -> Story:
    state = state_of(version)
    marks = {"estimate": version.is_estimate, "preliminary": version.revision == "preliminary"}
    return Story(
        number=version.number,
        text=version.text or DASH,
        state=state,
        tone=TONES.get(state, ""),
        marks=tuple(kind for kind, holds in marks.items() if holds),
        signed=_signed(version, reached),
        words=_words(version, reached),
        remarks=tuple(
            Remark(each.weight, TITLES[Weight(each.weight)], each.text, each.answer)
            for each in version.findings.all()
        )
        if reached
        else (),
    )


def _signed(version: ActualVersion, reached: bool) -> tuple[tuple[str, str, str], ...]:
    signatures, acceptance = list(version.signatures.all()), getattr(version, "acceptance", None)
    found = [(each.get_part_display(), each.name, instant(each.at)) for each in signatures]
    if not signatures:
        found.append(("录入", _who(version), instant(version.entered_at)))
    if acceptance is not None:
        found.append(("接收", acceptance.by.name if acceptance.by else "系统", instant(acceptance.at)))
    return tuple((part, name if reached else "", at) for part, name, at in found)


def _words(version: ActualVersion, reached: bool) -> tuple[tuple[str, str], ...]:
    """What is written with the figure, label by label; the reason may repeat what was said on its return."""
    ratio = f"{version.numerator:f} ÷ {version.denominator:f}" if version.numerator is not None else ""
    labelled = (
        ("修改原因", version.reason if reached else ""),
        ("口径变化", version.break_note or ("自本年起" if version.breaks_series else "")),
        ("备注", version.note),
        ("原因", version.cause),
        ("措施", version.measure),
        ("分子 ÷ 分母", ratio),
        ("累计起始年", str(version.since_year or "")),
        ("统计范围", version.scope),
        ("来源", version.source),
    )
    return tuple((label, text) for label, text in labelled if text)


def _who(version: ActualVersion) -> str:
    return version.entered_by.name if version.entered_by else "公开数据导入"
