"""驾驶舱: a region's plan as of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.pages.address import Asked, board_link, plan_link
from dashboards.pages.change import Changes, changes_shown
from dashboards.pages.commitments import CommitmentsBlock, commitments_block
from dashboards.pages.frame import BoardHead, Shown, ground_of, head_of
from dashboards.pages.gaps import GapRow, UnassessedRow, gap_row, unassessed_rows
from dashboards.pages.landscape_block import LandscapeBlock, landscape_block
from dashboards.pages.lateness import Lateness, lateness_block
from dashboards.pages.reports import report_link
from dashboards.pages.rows import Group, groups_of
from dashboards.words.figures import data_date_of
from dashboards.words.headline import Headline, headline_of
from dashboards.words.seriousness import lagging_rows
from dashboards.words.sources import SourceRow, sources_of
from dashboards.words.tally import Strip, Tally, strips_of, tally_of
from indicators.queries.progress import Row, rows_of_plan

BESIDE = 5


@dataclass(frozen=True, kw_only=True)
class BoardPage(BoardHead):
    """`list_url` ends so that what narrows the list can follow; `gap_stale`: how many gaps are those of an
    earlier year.
    """

    plan_url: str = ""
    list_url: str = ""
    report_url: str = ""
    headline: Headline | None = None
    tally: Tally | None = None
    strips: tuple[Strip, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    gap_stale: int = 0
    unassessed: tuple[UnassessedRow, ...] = ()
    changes: Changes | None = None
    lateness: Lateness | None = None
    regions: LandscapeBlock | None = None
    commitments: CommitmentsBlock | None = None
    groups: tuple[Group, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    plan_source: str = ""

    @property
    def names_unassessed_beside(self) -> bool:
        """Whether what cannot be judged is few enough to stand beside other blocks."""
        return len(self.unassessed) <= BESIDE


def board_page(*, user: Any, code: str, asked: Asked, today: date | None = None) -> BoardPage | None:
    """None where the region, the plan asked for or the standing is not for this person's eyes. Without
    `today` it is the summary alone, without the blocks beside it.
    """
    ground = ground_of(user=user, code=code, asked=asked)
    if ground is None:
        return None
    head, shown = head_of(ground, tab="", address=board_link), ground.shown
    if shown is None:
        return BoardPage(**head)
    rows = rows_of_plan(user, shown.plan, year=shown.year, standing=asked.standing)
    return BoardPage(
        **head,
        **_content(rows, shown),
        **(_beside(user, rows, ground.region, shown, today) if today is not None else {}),
        report_url=report_link(user, shown.plan, shown.year),
    )


def _beside(user: Any, rows: Sequence[Row], region: Any, shown: Shown, today: date) -> dict[str, Any]:
    changes, _ = changes_shown(user, rows, shown)
    return {
        "changes": changes,
        "lateness": lateness_block(user=user, code=shown.plan.region_id, year=shown.year, today=today),
        "regions": landscape_block(user=user, region=region, shown=shown),
        "commitments": commitments_block(shown.plan.pk, year=shown.year, kept=shown.asked.kept),
    }


def _content(rows: Sequence[Row], shown: Shown) -> dict[str, Any]:
    plan, year, standing, public_only = shown.plan, shown.year, shown.asked.standing, shown.public_only
    lagging = lagging_rows(rows)
    tally = tally_of(rows, year)
    current = [row for row in lagging if row.verdict is not None and row.verdict.judged_year == year]
    return {
        "plan_url": plan_link(plan.pk, year=year, standing=standing),
        "list_url": shown.list_url,
        "headline": headline_of(tally, year, worst=current[0] if current else None, public_only=public_only),
        "tally": tally,
        "strips": strips_of(rows, year),
        "gaps": tuple(gap_row(row, year, standing) for row in lagging),
        "gap_stale": len(lagging) - len(current),
        "unassessed": unassessed_rows(rows, year, standing, public_only=public_only),
        "groups": groups_of(rows, year, shown.asked.kept),
        "sources": sources_of(rows),
        "plan_source": plan.source,
        "data_date": data_date_of(row.verdict for row in rows),
    }
