"""全部采用: which rows nothing speaks against, and every other one by name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from intake.pages.lines import Line, line_of
from intake.pages.listing import title_of
from intake.queries.drafts import rows_of_draft
from intake.queries.standing import judged_rows
from plans.models import DraftRow, PlanDraft


@dataclass(frozen=True)
class BulkPage:
    """`doubtful` may be taken when they are ticked, `faulty` not before they are put right."""

    id: int
    title: str
    is_fictional: bool
    refusal: str
    clean_count: int
    doubtful: tuple[tuple[Line, bool], ...]
    faulty: tuple[Line, ...]


def bulk_page(
    *, draft: PlanDraft, ticked: Collection[int] = (), tick_all: bool = False, refusal: str = ""
) -> BulkPage:
    judged = [
        each for each in judged_rows(draft, rows_of_draft(draft)) if each.row.state == DraftRow.State.OPEN
    ]
    return BulkPage(
        id=draft.pk,
        title=title_of(draft),
        is_fictional=draft.document.region.is_fictional,
        refusal=refusal,
        clean_count=sum(each.is_clean for each in judged),
        doubtful=tuple(
            (line_of(each), tick_all or each.row.pk in ticked)
            for each in judged
            if each.doubts and not each.faults
        ),
        faulty=tuple(line_of(each) for each in judged if each.faults),
    )
