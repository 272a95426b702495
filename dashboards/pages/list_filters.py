"""What a list of indicators can be narrowed by, with how many rows each choice leaves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboards.pages.address import Choice
from dashboards.pages.commitment_filters import Facet, Option
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

CUT = 20  # characters of a bad value that are shown again
NO_DEPARTMENT = "none"
LAMPS = {"bad": "红灯", "warn": "黄灯", "ok": "绿灯", "na": "灰灯"}
Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """A row with what became of it since the year before."""

    row: Row
    year: int
    change: Change | None


@dataclass(frozen=True)
class Question:
    """`of`: the values that a row has; `values`: all there are, with labels."""

    name: str
    label: str
    of: Callable[[Listed], Collection[str]]
    values: Mapping[str, str]


def questions_of(found: Sequence[Listed], tally: Tally) -> tuple[Question, ...]:
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


def chosen_of(questions: Sequence[Question], params: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What is narrowed by, and a word on each value that there is not."""
    chosen, unknown = {}, []
    for question in questions:
        value = params.get(question.name, "").strip()
        if value in question.values:
            chosen[question.name] = value
        elif value:
            unknown.append(unknown_value(question.label, value, question.values))
    return chosen, unknown


def unknown_value(label: str, value: str, values: Mapping[str, str]) -> str:
    shown = value if len(value) <= CUT else f"{value[:CUT]}…"
    known = "、".join(f"{name}（{code}）" if code != name else name for code, name in values.items())
    return f"没有“{shown}”这种{label}，未按它筛选；可选：{known}。"


def passing(found: Sequence[Listed], questions: Sequence[Question], chosen: Chosen) -> list[Listed]:
    asked = [each for each in questions if each.name in chosen]
    return [each for each in found if all(chosen[one.name] in one.of(each) for one in asked)]


def facets_of(found: Sequence[Listed], questions: Sequence[Question], chosen: Chosen) -> tuple[Facet, ...]:
    """A question to which all have one answer is not asked, unless it was chosen."""
    facets = (_facet(each, found, questions, chosen) for each in questions)
    return tuple(each for each in facets if len(each.options) > 1 or each.name in chosen)


def _facet(
    question: Question, found: Sequence[Listed], questions: Sequence[Question], chosen: Chosen
) -> Facet:
    left = passing(found, questions, without(chosen, question.name))
    counts = {value: sum(value in question.of(each) for each in left) for value in question.values}
    options = (
        Option(value, label, counts[value], chosen.get(question.name) == value)
        for value, label in question.values.items()
    )
    return Facet(question.name, question.label, tuple(each for each in options if each.count or each.chosen))


def removable(
    questions: Sequence[Question], chosen: Chosen, address: Callable[..., str]
) -> tuple[Choice, ...]:
    """Each choice made, with the address of the list without it."""
    return tuple(
        Choice(f"{each.label}：{each.values[chosen[each.name]]}", address(**without(chosen, each.name)))
        for each in questions
        if each.name in chosen
    )


def words_of(questions: Sequence[Question], chosen: Chosen) -> str:
    """约束性、滞后; nothing where nothing was chosen."""
    return "、".join(each.values[chosen[each.name]] for each in questions if each.name in chosen)


def without(chosen: Chosen, name: str) -> dict[str, str]:
    return {key: value for key, value in chosen.items() if key != name}
