"""区域对比: what may be chosen (regions, indicator, measure), and addresses that keep the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from dashboards.pages.address import Choice, cut, link
from dashboards.queries.compare import Shared
from dashboards.words.comparing import MEASURES

CHILDREN, SIBLINGS = "children", "siblings"
SCOPES = {CHILDREN: "下级地区", SIBLINGS: "同级地区"}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for beyond year, plan and standing; empty where it leaves the choice."""

    indicator: str = ""
    scope: str = ""
    by: str = ""

    @property
    def kept(self) -> dict[str, object]:
        return {"indicator": self.indicator, "scope": self.scope, "by": self.by}


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    current: bool


@dataclass(frozen=True)
class OptionGroup:
    name: str
    options: tuple[Option, ...]


def wanted(params: Mapping[str, str]) -> Wanted:
    return Wanted(*(params.get(name, "").strip() for name in ("indicator", "scope", "by")))


def compare_link(code: str, **params: object) -> str:
    return link(reverse("dashboards:board_compare", args=[code]), **params)


def complaints_about(asked: Wanted, shared: Sequence[Shared], measures: Sequence[str]) -> list[str]:
    """What was asked for and cannot be had, said in words."""
    found = []
    if asked.scope and asked.scope not in SCOPES:
        found.append(f"对比范围“{cut(asked.scope)}”不存在，只有下级地区和同级地区。")
    if asked.indicator and all(each.code != asked.indicator for each in shared):
        found.append(f"这些地区的规划没有共同的指标“{cut(asked.indicator)}”，请在下面另选。")
    elif asked.by and asked.by not in MEASURES:
        found.append(f"排名依据“{cut(asked.by)}”不存在，请在下面另选。")
    elif asked.by and measures and asked.by not in measures:
        found.append(f"本指标不能按{MEASURES[asked.by]}排名，已改按{MEASURES[measures[0]]}。")
    return found


def indicator_options(shared: Sequence[Shared], current: str) -> tuple[OptionGroup, ...]:
    """By domain, each with the number of regions that have it."""
    return tuple(
        OptionGroup(
            domain,
            tuple(
                Option(each.code, f"{each.name}（{each.plans} 个地区）", each.code == current)
                for each in group
            ),
        )
        for domain, group in groupby(shared, key=lambda each: each.domain)
    )


def choices(
    names: Mapping[str, str], offered: Sequence[str], current: str, links: Mapping[str, str]
) -> tuple[Choice, ...]:
    return tuple(Choice(names[each], links[each], each == current) for each in offered)
