"""What the API answers about a plan and a year, set against the pages, number by number.

The API gives per cent to two places and amounts to six; a page shows both to two, half-up (common.numbers).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.test import Client

from accounts.models import User
from common.numbers import DASH, number, percent
from dashboards.pages.address import Asked
from dashboards.pages.board import BoardPage
from dashboards.pages.indicator import IndicatorPage, indicator_page
from dashboards.pages.plans import plan_page
from dashboards.pages.splits import splits_page
from plans.models import Plan
from tests.integration.paging import all_rows, all_rows_as_csv

RATES = ("attainment", "closure", "schedule")
NUMBERS = (*RATES, "deviation", "gap", "remaining_pace", "pace_so_far", "margin", "extrapolation")
WORDS = ("id", "status", "status_label", "unit", "actual")
Answer = dict[str, Any]


def answers_agree(user: User, plan: Plan, year: int, board: BoardPage) -> None:
    program = Client()
    program.force_login(user)
    asked = f"plan={plan.pk}&year={year}"
    verdicts = all_rows(program, f"progress/?{asked}&explain=1")
    _csv_agrees(verdicts, all_rows_as_csv(program, f"progress/?{asked}"))
    _plan_page_agrees(user, plan, year, verdicts)
    for verdict in verdicts:
        _indicator_page_agrees(user, plan, year, verdict)
    _gaps_agree(program, asked, year, board)
    _rollups_agree(program, asked, user, plan, year)


def _csv_agrees(told: list[Answer], cells: list[dict[str, str]]) -> None:
    for verdict, row in zip(told, cells, strict=True):
        assert [row[name] for name in (*WORDS, *NUMBERS)] == [
            verdict[name] or "" for name in (*WORDS, *NUMBERS)
        ]
        assert row["lamp_code"] == verdict["lamp"]["code"]
        for name in ("target", "baseline"):
            figure = verdict[name] or {"op": "", "text": "", "value": ""}
            assert (row[f"{name}_op"], row[f"{name}_text"]) == (figure["op"], figure["text"])
            if isinstance(figure["value"], str):
                assert row[f"{name}_value"] == figure["value"]


def _plan_page_agrees(user: User, plan: Plan, year: int, verdicts: list[Answer]) -> None:
    page = plan_page(user=user, plan_id=plan.pk, asked=Asked(year=year))
    assert page is not None
    shown = {row.name: row for group in page.groups for row in group.rows}
    assert len(shown) == len(verdicts)
    for verdict in verdicts:
        row = shown[verdict["plan_indicator"]["name"]]
        assert row.lamp.code == verdict["lamp"]["code"]
        assert [getattr(row, name) for name in RATES] == [_rate(verdict[name]) for name in RATES]
        assert row.judged_year in (None, verdict["judged_year"])


def _indicator_page_agrees(user: User, plan: Plan, year: int, verdict: Answer) -> None:
    row_id = verdict["plan_indicator"]["id"]
    page = indicator_page(user=user, plan_id=plan.pk, plan_indicator_id=row_id, asked=Asked(year=year))
    assert page is not None
    assert page.lamp.code == verdict["lamp"]["code"]
    # Of a real place without a figure the page says no more than that none was found.
    if verdict["status"] == "no_data" and not plan.region.is_fictional:
        assert page.reasons[0].startswith("未找到公开数据")
    else:
        assert list(page.reasons) == verdict["why"]
    shown = {fact.label: fact for fact in page.facts}
    for label, name in (("目标实现程度", "closure"), ("每年还要", "remaining_pace")):
        if label in shown and verdict[name] is not None:
            assert number(abs(Decimal(verdict[name]))) in shown[label].value
    if verdict["extrapolation"] is not None:
        assert number(Decimal(verdict["extrapolation"])) in shown[f"推算 {plan.end_year} 年"].value
    if verdict["margin"] is not None and Decimal(verdict["margin"]) >= 0:
        assert shown["余量"].value == number(Decimal(verdict["margin"]))
    _note_agrees(page, verdict)


def _note_agrees(page: IndicatorPage, verdict: Answer) -> None:
    said = "　".join(f"{fact.label} {fact.value}　{fact.note}" for fact in page.facts)
    for label, name in (("完成率", "attainment"), ("时序进度", "schedule")):
        if f"{label} " in said:
            assert f"{label} {_rate(verdict[name])}" in said


def _gaps_agree(program: Client, asked: str, year: int, board: BoardPage) -> None:
    """The same rows in the same order; the headline counts those judged by the figures of the year."""
    assert board.tally is not None
    gaps = all_rows(program, f"gaps/?{asked}")
    assert [(gap["plan_indicator"]["name"], gap["lamp"]["code"]) for gap in gaps] == [
        (row.name, row.lamp.code) for row in board.gaps
    ]
    for gap, row in zip(gaps, board.gaps, strict=True):
        assert gap["gap"] is None or number(abs(Decimal(gap["gap"]))) in row.gap
    fresh = [gap for gap in gaps if gap["judged_year"] == year]
    assert (len(fresh), len(gaps) - len(fresh)) == (board.tally.lagging, board.gap_stale)
    for lamps, count in (("warn,bad", len(gaps)), ("ok", None)):
        answer = program.get(f"/api/v1/progress/?{asked}&lamp={lamps}&count=1").json()
        assert answer["count"] == (len(answer["results"]) if count is None else count)


def _rollups_agree(program: Client, asked: str, user: User, plan: Plan, year: int) -> None:
    page = splits_page(user=user, plan_id=plan.pk, asked=Asked(year=year), params={})
    assert page is not None
    told = {row["id"]: row for row in all_rows(program, f"rollups/?{asked}&page_size=200")}
    for row in page.rows:
        rollup = told[row.id]
        assert rollup["is_additive"]
        assert (rollup["name"], rollup["year"]) == (row.name, year)
        _sum_agrees(rollup["targets"], row.target_sum.strip("〔〕"))
        _sum_agrees(rollup["actuals"], row.actual_sum)
        if rollup["targets"] is not None:
            assert row.coverage.lstrip("≥≤") == percent(_decimal(rollup["targets"]["coverage"]), 1)
        lamp = {"yes": "ok", "no": "warn", "unknown": "na", None: "na"}
        assert row.split is None or row.split.lamp.code == lamp[(rollup["targets"] or {}).get("adds_up")]
        assert row.own in (DASH, (rollup["actual"] or {"text": DASH})["text"])
    summed = {row_id for row_id, rollup in told.items() if rollup["is_additive"]}
    assert summed == {row.id for row in page.rows}


def _sum_agrees(told: Answer | None, shown: str) -> None:
    total = told and told["total"]
    if not total:
        assert shown == DASH
    elif total["low"] is not None and total["low"] == total["high"]:
        assert shown == number(Decimal(total["low"]), 6)
    else:
        assert shown == total["text"]


def _rate(value: str | None) -> str:
    return DASH if value is None else f"{number(Decimal(value))}%"


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
