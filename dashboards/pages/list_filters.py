"""What a list of indicators can be narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.pages.narrowing import Question
from dashboards.words.change import CHANGES, Change
from dashboards.words.headline import lagging_word
from dashboards.words.tally import (
    ASSESSABLE,
    ATTRIBUTES,
    GAP,
    LAGGING,
    MET,
    ORDER,
    SHORT,
    STALE,
    UNASSESSED,
    Tally,
    results_of,
    standing_of,
)
from indicators.queries.progress import Row

NO_DEPARTMENT = "none"
LAMPS = {"bad": "红灯", "warn": "黄灯", "ok": "绿灯", "na": "灰灯"}


@dataclass(frozen=True)
class Listed:
    """A row with what became of it since the year before."""

    row: Row
    year: int
    change: Change | None


def questions_of(found: Sequence[Listed], tally: Tally) -> tuple[Question[Listed], ...]:
    """The results are called as the headline calls them."""
    results = {
        MET: "完成" if tally.is_final else "达标",
        LAGGING: lagging_word(tally),
        ASSESSABLE: "可评价",
        GAP: "列入差距清单",
        STALE: SHORT[STALE],
        UNASSESSED: "无法评价",
    }
    departments = {_department(each): each.row.item.department or "未登记" for each in found}
    return (
        Question("attribute", "属性", lambda each: (each.row.item.attribute,), ATTRIBUTES),
        Question("result", "结果", lambda each: results_of(each.row, each.year), results),
        Question(
            "status",
            "评价",
            lambda each: (standing_of(each.row, each.year),),
            {code: SHORT[code] for code in ORDER},
        ),
        Question("lamp", "灯色", _lamp, LAMPS),
        Question("changed", "与上年比", lambda each: (each.change.kind,) if each.change else (), CHANGES),
        Question("department", "责任单位", lambda each: (_department(each),), departments),
    )


def _lamp(each: Listed) -> tuple[str, ...]:
    return (each.row.verdict.lamp if each.row.verdict else "na",)


def _department(each: Listed) -> str:
    return each.row.item.department or NO_DEPARTMENT
