"""What a list of 重点任务 can be narrowed by, with how many rows each choice leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboards.pages.address import Choice
from dashboards.pages.notices import Notice
from dashboards.words.commitments import EVERY_MARK, OVERDUE, Stand
from plans.pages import term_of

LONGEST = 20  # characters of a bad value that are shown again
NONE = "none"
Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """A value to narrow by, with the number of rows it leaves beside the other choices."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Question:
    """`of` gives a row's value and what it is called; a blank value is none to choose."""

    name: str
    label: str
    of: Callable[[Stand], tuple[str, str]]
    needs_reports: bool = False


def _progress(stand: Stand) -> tuple[str, str]:
    return stand.mark.code, stand.mark.label


def _overdue(stand: Stand) -> tuple[str, str]:
    return ("1", OVERDUE) if stand.is_overdue else ("", "")


def _department(stand: Stand) -> tuple[str, str]:
    department = stand.commitment.department
    return (department.name, department.name) if department else (NONE, "未登记")


def _due(stand: Stand) -> tuple[str, str]:
    commitment = stand.commitment
    if commitment.is_per_year:
        return "yearly", "每年"
    return (str(commitment.due_year) if commitment.due_year else "period"), term_of(commitment)


def _section(stand: Stand) -> tuple[str, str]:
    section = stand.commitment.section
    return (section, section) if section else (NONE, "未列专栏")


QUESTIONS = (
    Question("progress", "进展", _progress, needs_reports=True),
    Question("overdue", "到期", _overdue, needs_reports=True),
    Question("department", "责任单位", _department),
    Question("due", "时限", _due),
    Question("section", "专栏", _section),
)


def chosen_of(stands: Sequence[Stand], params: Mapping[str, str]) -> tuple[Chosen, list[Notice]]:
    """What is narrowed by, and a word on values that no commitment of the plan has."""
    chosen, unknown = {}, []
    for question in QUESTIONS:
        value = params.get(question.name, "").strip()
        if value in _known(question, stands):
            chosen[question.name] = value
        elif value:
            shown = value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
            unknown.append(f"没有{question.label}为“{shown}”的任务，未按它筛选。")
    return chosen, [Notice("warning", "".join(unknown))] if unknown else []


def passing(stands: Sequence[Stand], chosen: Chosen) -> list[Stand]:
    asked = [each for each in QUESTIONS if each.name in chosen]
    return [stand for stand in stands if all(each.of(stand)[0] == chosen[each.name] for each in asked)]


def facets_of(stands: Sequence[Stand], chosen: Chosen, *, reported: bool) -> tuple[Facet, ...]:
    """Without any report there is nothing to ask about progress."""
    asked = [each for each in QUESTIONS if reported or not each.needs_reports]
    found = [_facet(each, stands, chosen) for each in asked]
    return tuple(each for each in found if len(each.options) > 1 or each.name in ("overdue", *chosen))


def removable(
    stands: Sequence[Stand], chosen: Chosen, address: Callable[[Chosen], str]
) -> tuple[Choice, ...]:
    """Each choice made, with the address of the page without it."""
    return tuple(
        Choice(
            f"{question.label}：{_known(question, stands)[chosen[question.name]]}",
            address(_without(chosen, question)),
        )
        for question in QUESTIONS
        if question.name in chosen
    )


def _facet(question: Question, stands: Sequence[Stand], chosen: Chosen) -> Facet:
    left = [question.of(each)[0] for each in passing(stands, _without(chosen, question))]
    options = (
        Option(value, label, left.count(value), chosen.get(question.name) == value)
        for value, label in _known(question, stands).items()
    )
    return Facet(question.name, question.label, tuple(each for each in options if each.count or each.chosen))


def _known(question: Question, stands: Sequence[Stand]) -> dict[str, str]:
    """Values with labels: marks in their own order, years rising, the rest as the plan prints them."""
    if question.name == "progress":
        return {mark.code: mark.label for mark in EVERY_MARK}
    if question.name == "overdue":
        return {"1": OVERDUE}
    found = [question.of(each) for each in stands]
    return dict(sorted(found) if question.name == "due" else found)


def _without(chosen: Chosen, question: Question) -> Chosen:
    return {name: value for name, value in chosen.items() if name != question.name}
