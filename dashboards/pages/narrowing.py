"""Narrowing a list by questions about its rows: what may be chosen, how many rows each choice leaves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dashboards.pages.address import Choice, cut

T = TypeVar("T")
Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Question(Generic[T]):
    """`of`: the values that a row has; `values`: all there are, with labels. It is asked where more than one
    value is left, `always` even so, and not `is_asked` only by an address that has it.
    """

    name: str
    label: str
    of: Callable[[T], Collection[str]]
    values: Mapping[str, str]
    always: bool = False
    is_asked: bool = True


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


def chosen_of(
    questions: Sequence[Question[T]], params: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
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
    known = "、".join(f"{name}（{code}）" if code != name else name for code, name in values.items())
    return f"没有“{cut(value)}”这种{label}，未按它筛选；可选：{known}。"


def passing(found: Sequence[T], questions: Sequence[Question[T]], chosen: Chosen) -> list[T]:
    asked = [each for each in questions if each.name in chosen]
    return [each for each in found if all(chosen[one.name] in one.of(each) for one in asked)]


def facets_of(found: Sequence[T], questions: Sequence[Question[T]], chosen: Chosen) -> tuple[Facet, ...]:
    """A question to which all have one answer is not asked, unless it was chosen."""
    facets = ((each, _facet(each, found, questions, chosen)) for each in questions if each.is_asked)
    return tuple(
        facet for each, facet in facets if len(facet.options) > 1 or each.always or each.name in chosen
    )


def _facet(
    question: Question[T], found: Sequence[T], questions: Sequence[Question[T]], chosen: Chosen
) -> Facet:
    left = [question.of(each) for each in passing(found, questions, without(chosen, question.name))]
    options = (
        Option(value, label, sum(value in values for values in left), chosen.get(question.name) == value)
        for value, label in question.values.items()
    )
    return Facet(question.name, question.label, tuple(each for each in options if each.count or each.chosen))


def removable(
    questions: Sequence[Question[T]], chosen: Chosen, address: Callable[..., str]
) -> tuple[Choice, ...]:
    """Each choice made, with the address of the list without it."""
    return tuple(
        Choice(f"{each.label}：{each.values[chosen[each.name]]}", address(**without(chosen, each.name)))
        for each in questions
        if each.name in chosen
    )


def words_of(questions: Sequence[Question[T]], chosen: Chosen) -> str:
    """约束性、滞后; nothing where nothing was chosen."""
    return "、".join(each.values[chosen[each.name]] for each in questions if each.name in chosen)


def without(chosen: Chosen, name: str) -> dict[str, str]:
    return {key: value for key, value in chosen.items() if key != name}
