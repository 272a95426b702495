"""The documentation's pages, read out of the API's document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.api import Resource
from config.document.members import Member
from config.document.operations import WIDTH, Operation, Parameter, Problem, document, operation_of
from config.document.problems import example
from config.document.written import written
from config.problem_codes import KINDS
from reporting.serializers.writing import MOST_ROWS

PREFIX = "/api/v1/"
# Operations of a resource, in the order in which they are used; others behind.
STEPS = ("rows", "check", "submit", "withdraw", "review", "accept", "return", "correct", "drop")
PERIODS = {"s": "秒", "m": "分钟", "h": "小时", "d": "天"}


@dataclass(frozen=True)
class Link:
    """An entry of the contents; `inner` are the sections of the page that is open."""

    label: str
    name: str
    url: str
    current: bool
    inner: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ResourcePage:
    contents: tuple[Link, ...]
    name: str
    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class OverviewPage:
    """`common`: of every list. `origin`, `region`, `year` stand in the examples, so that they can be run."""

    contents: tuple[Link, ...]
    problems: tuple[Problem, ...]
    problem_example: str
    forms: tuple[tuple[str, str, str], ...]
    common: tuple[Parameter, ...]
    origin: str
    region: str
    year: int
    version: str
    limits: tuple[tuple[str, str], ...]


def resources() -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    """By name: path, method, operation; as they stand in the document."""
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, operations in document()["paths"].items():
        name = path.removeprefix(PREFIX).split("/")[0]
        found.setdefault(name, []).extend((path, method, said) for method, said in operations.items())
    return found


def overview_page(
    *, origin: str, region: str, year: int, sections: Sequence[tuple[str, str]]
) -> OverviewPage:
    listing = operation_of(*resources()["progress"][0], origin, {"subtree": region, "year": str(year)})
    return OverviewPage(
        _contents("", tuple(sections)),
        tuple(Problem(kind.code, kind.status, kind.title, kind.detail) for kind in KINDS.values()),
        written(example("invalid_parameter"), WIDTH),
        listing.forms,
        listing.common,
        origin,
        region,
        year,
        document()["info"]["version"],
        _limits(),
    )


def resource_page(name: str, *, origin: str, region: str, year: int) -> ResourcePage | None:
    """None where there is no such resource."""
    found = resources().get(name)
    if found is None:
        return None
    values = {"subtree": region, "year": str(year)}
    operations = tuple(_told_once([operation_of(*each, origin, values) for each in sorted(found, key=_step)]))
    inner = tuple((each.anchor, each.summary) for each in operations)
    return ResourcePage(_contents(name, inner), name, _title(found), operations)


def _limits() -> tuple[tuple[str, str], ...]:
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    return (
        ("请求", f"每个令牌 {_rate(rates['calls'])}"),
        ("表格", f"每个令牌 {_rate(rates['tables'])}"),
        ("一页", f"至多 {Resource.largest_page} 行"),
        ("Excel 工作簿", f"至多 {settings.XLSX_ROWS} 行；更多请用 csv 或 parquet"),
        ("一次保存", f"至多 {MOST_ROWS} 项"),
    )


def _rate(said: str) -> str:
    """As the settings have it: 1200/min."""
    number, period = said.split("/")
    return f"每{PERIODS[period[0]]} {number} 次"


def _title(found: Sequence[tuple[str, str, dict[str, Any]]]) -> str:
    return str(found[0][2]["summary"])


def _contents(here: str, inner: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    links = [Link("概述", "", reverse("docs:overview"), not here, () if here else inner)]
    for name, found in resources().items():
        shown = inner if name == here else ()
        links.append(Link(_title(found), name, reverse("docs:resource", args=[name]), name == here, shown))
    return tuple(links)


def _step(operation: tuple[str, str, dict[str, Any]]) -> tuple[bool, int]:
    path, method, _ = operation
    last = path.split("/")[-2]
    return method != "get", STEPS.index(last) if last in STEPS else len(STEPS) * (method != "get")


def _told_once(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The members of an answer stand where they come first."""
    first: dict[tuple[Member, ...], str] = {}
    for each in operations:
        like = first.setdefault(each.members, each.summary)
        yield each if like == each.summary else replace(each, members=(), answer="", like=like)
