"""A confirmed draft becomes a plan: in one transaction, through the services of plans and indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from indicators.calc.inputs import figure_of
from indicators.models import Indicator
from indicators.services.catalogue import add_alias, add_indicators
from indicators.services.completed import SYSTEM_SOURCE, Kept, complete_plan, in_catalogue_unit
from indicators.services.figures import Reported
from indicators.services.promises import Promise, add_promises
from intake.queries.drafts import rows_of_draft
from intake.queries.obstacles import Obstacle, obstacles_of
from intake.queries.standing import Period, entries_of, is_task, own_period, period_of
from plans.models import DraftRow, Plan, PlanDraft
from plans.services import PlanError, Pledge, add_commitments, create_plan
from plans.services.drafts import DraftMovedError, mark_made, open_draft

WITHOUT_NUMBER = ("words", "missing", "blank")
NEW_ENTRY = ("name", "unit", "domain", "definition", "basis", "sense")
LONGEST_TEXT = 80  # of a commitment's printed quantity


@dataclass(frozen=True)
class Earlier:
    """A completed period of the document that is to become a plan of its own, under this title."""

    period: Period
    title: str


def refused(obstacles: Sequence[Obstacle]) -> str:
    """What a refusal for their sake says."""
    return "；".join(each.text for each in obstacles)


@transaction.atomic
def make_plan(
    *, draft_id: int, earlier: Sequence[Earlier], by: User, at: datetime, seen: str | None = None
) -> PlanDraft:
    """The draft's own period as a draft plan; each of the `earlier` ones as a closed plan with its results.

    PlanError says what stands in the way; then nothing at all is made. `seen` is the version of the draft
    that was shown; None where there was nothing to see.
    """
    draft = open_draft(draft_id, by)
    if seen is not None and seen != str(draft.version):
        raise DraftMovedError("您核对期间，他人改动了这份草稿，还没有生成规划。请核对现在的内容后再生成。")
    rows = rows_of_draft(draft)
    own = own_period(draft)
    obstacles = obstacles_of(draft, rows, [each.period for each in earlier])
    if obstacles or own is None:
        raise PlanError(refused(obstacles) or "还没有填写规划期。")
    taken = [row for row in rows if row.state == DraftRow.State.CONFIRMED]
    wanted = {own, *(each.period for each in earlier)}
    figures = [row for row in taken if not is_task(row) and period_of(row) in wanted]
    catalogue = _catalogue(figures, by, at)
    plan = _plan(draft, draft.head["title"], own, by, at)
    _promise(plan, [row for row in figures if period_of(row) == own], catalogue, by, at)
    tasks = [row for row in taken if is_task(row)]
    if tasks:
        add_commitments(plan_id=plan.pk, pledges=[_pledge(row, plan) for row in tasks], by=by, at=at)
    ids, kept = [], []
    for each in earlier:
        own_rows = [row for row in figures if period_of(row) == each.period]
        done, figures_kept = _completed(draft, each, own_rows, catalogue, by, at)
        ids.append(done.pk)
        kept += [vars(figure) for figure in figures_kept]
    entries = {row.pk: _settled(row.entry, catalogue[row.pk]) for row in figures}
    return mark_made(draft=draft, plan_id=plan.pk, earlier_ids=ids, kept=kept, entries=entries, by=by, at=at)


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
    found = entries_of(rows)
    new: dict[str, Mapping[str, str]] = {}
    for entry in (row.entry for row in rows if row.pk not in found):
        new.setdefault(entry["name"], {name: entry[name] for name in NEW_ENTRY})
    added = add_indicators(entries=list(new.values()), by=by, at=at) if new else {}
    found |= {row.pk: added[row.entry["name"]] for row in rows if row.pk not in found}
    names = {(row.entry["name"], found[row.pk].pk) for row in rows if row.entry["remember"]}
    for name, indicator_id in sorted(names):  # a name may stand in several periods
        add_alias(indicator_id=indicator_id, name=name, by=by, at=at)
    return found


def _settled(entry: Mapping[str, Any], indicator: Indicator) -> dict[str, Any]:
    """Now that the catalogue knows the row: nothing is added twice should the plan be discarded and made
    again.
    """
    how = "exact" if entry["how"] == "new" else "alias" if entry["remember"] else entry["how"]
    return {**entry, "how": how, "code": indicator.code, "remember": False}


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
) -> tuple[Plan, list[Kept]]:
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
