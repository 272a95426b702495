"""The same indicator elsewhere, and the 其中 parts of one: small rows beside the page's own subject."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboards.pages.address import ACCEPTED, Kept, indicator_link
from dashboards.words.figures import actual_text, distance, lamp_for, rate, target_text, word_of
from indicators.calc import Lamp
from indicators.pages import printed
from indicators.queries.history import Elsewhere
from indicators.queries.progress import Item, Judgement, Row


@dataclass(frozen=True)
class KinRow:
    """The same indicator elsewhere, or a part of this one."""

    name: str
    relation: str
    url: str
    baseline: str
    target: str
    actual: str
    share: str
    lamp: Lamp
    word: str
    detail: str


def kin_row(item: Item, verdict: Judgement | None, year: int, kept: Kept) -> KinRow:
    """`share` is the closure where there is a path, else the attainment."""
    share = (verdict.closure if verdict.closure is not None else verdict.attainment) if verdict else None
    return KinRow(
        name=item.name,
        relation="",
        url=indicator_link(item.plan_id, item.id, year=year, **kept),
        baseline=printed(item.baseline),
        target=target_text(item),
        actual=actual_text(Row(item, verdict, {})),
        share=rate(share),
        lamp=lamp_for(verdict),
        word=word_of(verdict, item.sense),
        detail=distance(verdict),
    )


def elsewhere_row(each: Elsewhere, year: int, kept: Kept) -> KinRow:
    """Named by its region."""
    return replace(
        kin_row(each.item, each.verdict, year, {**kept, "standing": ACCEPTED}),
        name=each.region.name,
        relation=each.relation,
    )
