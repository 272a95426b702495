"""The accounts as a table for the terminal: who it is, the account, what it is for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from accounts.roles import Role
from reporting.demo.reading import Person

PURPOSES = {
    Role.CLERK: "填报本地区的数据",
    Role.REVIEWER: "审核本级，接收或退回下一级",
    Role.LEADER: "驾驶舱：本地区及下级",
    Role.ANALYST: "规划、评价和接口：本地区及下级",
    Role.PLANNER: "编制规划、发起填报任务",
    Role.SYSTEM_ADMIN: "账号",
    Role.SECURITY_ADMIN: "授权与锁定",
    Role.AUDIT_ADMIN: "审计记录",
}
SHOWN = ("100000", "420000", "980000", "980100", "980101")  # one place of each kind; the others are alike
HEAD = ("身份", "账号", "用处")


def roster(people: Iterable[Person], names: Mapping[str, str]) -> list[str]:
    """Lines of a table, columns aligned; `names` of regions by code."""
    rows = [HEAD] + [_row(person, names) for person in people if person.grants[0][0] in SHOWN]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEAD))]
    return [_line(row, widths) for row in rows]


def _row(person: Person, names: Mapping[str, str]) -> tuple[str, str, str]:
    region, code, department = person.grants[0]
    role = Role(code)
    place = f"{names[region]}{department}"
    return f"{place} {role.label}", person.username, PURPOSES[role]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
    ).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
