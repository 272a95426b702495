"""What still stands in the way of making a plan of a draft, in words, each with where to go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from intake.queries.standing import Judged, Period, is_task, judged_rows, own_period, period_of
from plans.models import DraftRow, Plan, PlanDraft

State = DraftRow.State
NAMED = 5  # rows that a sentence names


@dataclass(frozen=True)
class Obstacle:
    """`target` is the id on the page of what it is about."""

    text: str
    target: str = ""


def obstacles_of(
    draft: PlanDraft, rows: Sequence[DraftRow], earlier: Collection[Period] = ()
) -> list[Obstacle]:
    """`earlier`: the completed periods that are to become plans too."""
    own = own_period(draft)
    found = list(_of_head(draft, own))
    judged = judged_rows(draft, rows)
    if own is None:
        return found
    wanted = {own, *earlier}
    counted = [each for each in judged if is_task(each.row) or period_of(each.row) in wanted]
    found += _open(counted)
    taken = [each for each in counted if each.row.state == State.CONFIRMED]
    found += [
        Obstacle(f"“{each.row}”不能采用：{'；'.join(each.faults)}", f"row-{each.row.pk}")
        for each in taken
        if each.faults
    ]
    for period in wanted:
        rows_taken = [each for each in taken if not is_task(each.row) and period_of(each.row) == period]
        if not rows_taken:
            found.append(Obstacle(f"{period[0]}—{period[1]} 年还没有采用任何指标", "indicators"))
        found += _orphans(rows_taken)
    return found


def _of_head(draft: PlanDraft, own: Period | None) -> Iterable[Obstacle]:
    head = draft.head
    if not head.get("title"):
        yield Obstacle("还没有填写规划名称", "head")
    if own is None:
        yield Obstacle("还没有填写规划期的起止年份", "head")
        return
    same = Plan.objects.filter(
        region=draft.document.region_id, title=head.get("title"), start_year=own[0]
    ).first()
    if same is not None:
        yield Obstacle(
            f"本地区已有《{same}》（{same.period}，{same.get_state_display()}），不能重复建立", "same-plan"
        )


def _open(judged: Sequence[Judged]) -> Iterable[Obstacle]:
    for tasks, label in ((False, "指标"), (True, "重点任务")):
        rows = [each.row for each in judged if is_task(each.row) == tasks and each.row.state == State.OPEN]
        if rows:
            names = "、".join(f"“{row}”" for row in rows[:NAMED]) + ("等" if len(rows) > NAMED else "")
            yield Obstacle(f"还有 {len(rows)} 项{label}没有决定采用与否：{names}", f"row-{rows[0].pk}")


def _orphans(taken: Sequence[Judged]) -> Iterable[Obstacle]:
    """其中 rows whose whole is not taken, or stands behind them."""
    above: set[str] = set()
    for each in taken:
        parent = each.row.entry["parent"]
        if parent and parent not in above:
            text = (
                f"“{each.row}”是“{parent}”的其中项，而“{parent}”没有采用或排在它之后；"
                "请采用它，或清空“其中之上级”"
            )
            yield Obstacle(text, f"row-{each.row.pk}")
        above.add(each.row.entry["name"])
