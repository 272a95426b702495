"""全部采用: which rows nothing speaks against, and every other one by name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from intake.pages.lines import Line, line_of
from intake.pages.listing import title_of
from intake.queries.drafts import rows_of_draft
from intake.queries.standing import judged_rows, own_period
from plans.models import DraftRow, PlanDraft


@dataclass(frozen=True)
class BulkPage:
    """`new` ones are ticked beforehand, `doubtful` ones by hand; `faulty` ones have to be put right first."""

    id: int
    title: str
    is_fictional: bool
    refusal: str
    period: str
    clean_count: int
    new: tuple[tuple[Line, bool], ...]
    doubtful: tuple[tuple[Line, bool], ...]
    faulty: tuple[Line, ...]


def bulk_page(
    *, draft: PlanDraft, ticked: Collection[int] | None = None, tick_all: bool = False, refusal: str = ""
) -> BulkPage:
    """`ticked` is None before anything was sent."""
    own = own_period(draft)
    judged = [
        each for each in judged_rows(draft, rows_of_draft(draft)) if each.row.state == DraftRow.State.OPEN
    ]
    return BulkPage(
        id=draft.pk,
        title=title_of(draft),
        is_fictional=draft.document.region.is_fictional,
        refusal=refusal,
        period=f"{own[0]}—{own[1]}" if own else "",
        clean_count=sum(each.is_clean and not each.is_new for each in judged),
        new=tuple(
            (line_of(each), ticked is None or each.row.pk in ticked)
            for each in judged
            if each.is_clean and each.is_new
        ),
        doubtful=tuple(
            (line_of(each), tick_all or each.row.pk in (ticked or ()))
            for each in judged
            if each.doubts and not each.faults
        ),
        faulty=tuple(line_of(each) for each in judged if each.faults),
    )
