"""A confirmed draft becomes a plan: in one transaction, through the services of plans and indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from indicators.models import Indicator
from indicators.services.catalogue import add_alias, add_indicator
from indicators.services.completed import SYSTEM_SOURCE, complete_plan, in_catalogue_unit
from indicators.services.figures import Reported
from indicators.services.promises import Promise, add_promises
from intake.queries.drafts import rows_of_draft
from intake.queries.entries import figure_of
from intake.queries.obstacles import obstacles_of
from intake.queries.standing import Period, is_task, own_period, period_of
from plans.models import DraftRow, Plan, PlanDraft
from plans.services import PlanError, Pledge, add_commitments, create_plan
from plans.services.drafts import mark_made, open_draft

WITHOUT_NUMBER = ("words", "missing", "blank")
LONGEST_TEXT = 80  # of a commitment's printed quantity


@dataclass(frozen=True)
class Earlier:
    """A completed period of the document that is to become a plan of its own, under this title."""

    period: Period
    title: str


@transaction.atomic
def make_plan(*, draft_id: int, earlier: Sequence[Earlier], by: User, at: datetime) -> PlanDraft:
    """The draft's own period as a draft plan; each of the `earlier` ones as a closed plan with its results.

    PlanError says what stands in the way; then nothing at all is made.
    """
    draft = open_draft(draft_id, by)
    rows = rows_of_draft(draft)
    own = own_period(draft)
    obstacles = obstacles_of(draft, rows, [each.period for each in earlier])
    if obstacles or own is None:
        raise PlanError("；".join(each.text for each in obstacles) or "还没有填写规划期。")
    taken = [row for row in rows if row.state == DraftRow.State.CONFIRMED]
    wanted = {own, *(each.period for each in earlier)}
    figures = [row for row in taken if not is_task(row) and period_of(row) in wanted]
    catalogue = _catalogue(figures, by, at)
    plan = _plan(draft, draft.head["title"], own, by, at)
    _promise(plan, [row for row in figures if period_of(row) == own], catalogue, by, at)
    tasks = [row for row in taken if is_task(row)]
    if tasks:
        add_commitments(plan_id=plan.pk, pledges=[_pledge(row, plan) for row in tasks], by=by, at=at)
    made = [
        _completed(draft, each, [row for row in figures if period_of(row) == each.period], catalogue, by, at)
        for each in earlier
    ]
    return mark_made(draft=draft, plan_id=plan.pk, earlier_ids=[each.pk for each in made], by=by, at=at)


def _plan(draft: PlanDraft, title: str, period: Period, by: User, at: datetime, **details: Any) -> Plan:
    head = draft.head
    if period == own_period(draft):
        issued = head.get("issued_date")
        details = {
            "document_number": head.get("document_number") or "",
            "issuer": head.get("issuer") or "",
            "parent_titles": head.get("parent_titles") or [],
            "issued_date": date.fromisoformat(issued) if issued else None,
        }
    return create_plan(
        region_id=draft.document.region_id, title=title, start_year=period[0], end_year=period[1],
        source=f"规划录入：{draft.document}"[:200], by=by, at=at, **details,
    )  # fmt: skip


def _catalogue(rows: Sequence[DraftRow], by: User, at: datetime) -> dict[int, Indicator]:
    """By row: its entry of the catalogue; new ones and other names are added as they were confirmed."""
    codes = {row.entry["code"] for row in rows if row.entry["code"]}
    known = {each.code: each for each in Indicator.objects.filter(code__in=codes)}
    added: dict[str, Indicator] = {}
    found = {}
    for row in rows:
        entry = row.entry
        if entry["how"] != "new":
            found[row.pk] = known[entry["code"]]
            if entry["remember"]:
                add_alias(indicator_id=found[row.pk].pk, name=entry["name"], by=by, at=at)
            continue
        if entry["name"] not in added:
            added[entry["name"]] = add_indicator(
                by=by, at=at,
                **{name: entry[name] for name in ("name", "unit", "domain", "definition", "basis", "sense")},
            )  # fmt: skip
        found[row.pk] = added[entry["name"]]
    return found


def _promise(
    plan: Plan, rows: Sequence[DraftRow], catalogue: Mapping[int, Indicator], by: User, at: datetime
) -> None:
    promises = [_promise_of(row.entry, catalogue[row.pk], plan) for row in rows]
    add_promises(plan_id=plan.pk, promises=promises, by=by, at=at)


def _promise_of(entry: Mapping[str, Any], indicator: Indicator, plan: Plan) -> Promise:
    baseline, target = entry["baseline"], entry["target"]
    return Promise(
        indicator_id=indicator.pk,
        name=entry["name"],
        unit=entry["unit"],
        target=figure_of(target),
        target_year=(target or {}).get("year") or plan.end_year,
        baseline=figure_of(baseline),
        baseline_year=(baseline or {}).get("year"),
        number=entry["number"],
        group=entry["group"],
        parent=entry["parent"],
        attribute=entry["attribute"],
        is_local=entry["is_local"],
        local_meaning=entry["local_meaning"],
        own_basis="" if entry["basis"] == indicator.basis else entry["basis"],
        own_sense="" if entry["sense"] == indicator.sense else entry["sense"],
        every_year=entry["every_year"],
        note=entry["note"],
    )


def _pledge(row: DraftRow, plan: Plan) -> Pledge:
    """`per` 1 is per year; over another span the printed text says so, and the quantity is for once."""
    entry = row.entry
    figure = figure_of(entry["target"])
    due = entry["due_year"]
    return Pledge(
        name=entry["name"],
        section=entry["section"],
        op="=" if figure is None or figure.kind in WITHOUT_NUMBER else figure.op,
        quantity=None if figure is None else figure.value,
        unit=entry["unit"],
        text="" if figure is None else figure.text[:LONGEST_TEXT],
        is_per_year=entry["per"] == 1,
        due_year=due if due in plan.years else None,
    )


def _completed(
    draft: PlanDraft,
    earlier: Earlier,
    rows: Sequence[DraftRow],
    catalogue: Mapping[int, Indicator],
    by: User,
    at: datetime,
) -> Plan:
    plan = _plan(draft, earlier.title, earlier.period, by, at)
    _promise(plan, rows, catalogue, by, at)
    results = [result for row in rows if (result := _result(row.entry, catalogue[row.pk], plan))]
    return complete_plan(plan_id=plan.pk, results=results, by=by, at=at)


def _result(entry: Mapping[str, Any], indicator: Indicator, plan: Plan) -> Reported | None:
    """What was reached by the end; of a sum over the period it is the running total since its first year."""
    figure = figure_of(entry["actual"])
    if figure is None or figure.kind == "words":
        return None
    return Reported(
        region_id=plan.region_id,
        indicator_id=indicator.pk,
        year=(entry["actual"] or {}).get("year") or plan.end_year,
        figure=in_catalogue_unit(figure, entry["unit"], indicator),
        since_year=plan.start_year if entry["basis"] == "cumulative" else None,
        source=SYSTEM_SOURCE,
    )
