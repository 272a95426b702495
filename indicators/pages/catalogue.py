"""指标目录: the list, one entry with all that hangs on it, and what a change of it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.models import User
from accounts.permissions import keeps_departments
from common.numbers import number
from indicators.models import Indicator, PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from indicators.permissions import can_add_to_catalogue, can_keep_catalogue
from indicators.queries.catalogue import domains, entries, plans_out_of_sight, plans_using
from indicators.services.catalogue import state_of
from plans.models import Plan

PAGE_SIZE = 50
LONGEST = 40
MOST_PLANS = 12
BASIS_WORDS = {
    "cumulative": "各年发生数相加，以规划期的合计与目标比较。",
    "level": "看年末达到的水平，期末水平与目标比较。",
    "annual": "只看当年的数，不结转到下一年。",
}
SENSE_WORDS = {
    "higher": "达到或超过目标为好。",
    "lower": "控制在目标以内为好。",
    "composition": "各档所占比例，从最高一档起逐档比较。",
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class EntryLine:
    name: str
    url: str
    code: str
    unit: str
    basis: str
    sense: str
    aliases: str
    plans: int


@dataclass(frozen=True)
class CataloguePage:
    """`groups` are (domain, entries); `paging` is the paginator's page over all of them."""

    groups: tuple[tuple[str, tuple[EntryLine, ...]], ...]
    paging: Page[Indicator]
    domains: tuple[Option, ...]
    bases: tuple[Option, ...]
    senses: tuple[Option, ...]
    text: str
    is_filtered: bool
    add_url: str
    keeps_departments: bool
    is_fictional: bool = False


@dataclass(frozen=True)
class Alias:
    id: int
    name: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class UseLine:
    """A plan that sets the entry, as it prints it; `own` says where the plan reads it otherwise."""

    region: str
    plan: str
    url: str
    period: str
    name: str
    unit: str
    attribute: str
    own: str
    is_draft: bool


@dataclass(frozen=True)
class EntryPage:
    """`paging` is over the rows of `plans`; `others`: how many plans this reader may not see."""

    code: str
    name: str
    domain: str
    unit: str
    definition: str
    scope_notes: str
    basis: str
    basis_words: str
    sense: str
    sense_words: str
    additive: str
    decimals: int
    limits: str
    jump_notice: str
    jump_warning: str
    parent: Link | None
    adds_to: Link | None
    parts: tuple[Link, ...]
    flows: tuple[Link, ...]
    aliases: tuple[Alias, ...]
    plans: tuple[UseLine, ...]
    paging: Page[PlanIndicator]
    others: int
    can_add: bool
    can_keep: bool
    is_fictional: bool = False


@dataclass(frozen=True)
class EntryFormPage:
    """`code` is empty for an entry to be added; `seen` is the state that the editor is shown."""

    code: str
    name: str
    seen: str
    domains: tuple[str, ...]
    is_fictional: bool = False


@dataclass(frozen=True)
class Effect:
    """What would be judged again: `plans` are some the editor may see, `others` how many besides."""

    plan_count: int
    row_count: int
    plans: tuple[str, ...]
    others: int


def catalogue_page(user: User, params: Mapping[str, str]) -> CataloguePage:
    text = params.get("q", "").replace("\x00", "").strip()[:LONGEST]
    known = domains()
    asked = {
        "domain": _known(params.get("domain", ""), known),
        "basis": _known(params.get("basis", ""), dict(BASES)),
        "sense": _known(params.get("sense", ""), dict(SENSES)),
    }
    paging = Paginator(entries(text=text, **asked), PAGE_SIZE).get_page(params.get("page"))
    groups = groupby(paging.object_list, key=lambda each: each.domain)
    return CataloguePage(
        groups=tuple((domain, tuple(_line(each) for each in found)) for domain, found in groups),
        paging=paging,
        domains=_options([(each, each) for each in known], asked["domain"]),
        bases=_options(BASES, asked["basis"]),
        senses=_options(SENSES, asked["sense"]),
        text=text,
        is_filtered=bool(text or any(asked.values())),
        add_url=_add_url(text) if can_add_to_catalogue(user) else "",
        keeps_departments=keeps_departments(user),
    )


def entry_page(user: User, indicator: Indicator, params: Mapping[str, str]) -> EntryPage:
    """`indicator` as `entry_shown` gives it."""
    paging = Paginator(plans_using(user, indicator), PAGE_SIZE).get_page(params.get("page"))
    return EntryPage(
        code=indicator.code,
        name=indicator.name,
        domain=indicator.domain,
        unit=indicator.unit or "无",
        definition=indicator.definition,
        scope_notes=indicator.scope_notes,
        basis=indicator.get_basis_display(),
        basis_words=BASIS_WORDS[indicator.basis],
        sense=indicator.get_sense_display(),
        sense_words=SENSE_WORDS[indicator.sense],
        additive="是，下级之和等于上级" if indicator.is_additive else "否",
        decimals=indicator.decimals,
        limits=_limits(indicator),
        jump_notice=number(indicator.jump_notice),
        jump_warning=number(indicator.jump_warning),
        parent=_link(indicator.parent),
        adds_to=_link(indicator.adds_to),
        parts=tuple(_entry_link(each) for each in indicator.parts.all()),
        flows=tuple(_entry_link(each) for each in indicator.flows.all()),
        aliases=tuple(Alias(each.pk, each.name) for each in indicator.aliases.all()),
        plans=tuple(_use(row) for row in paging.object_list),
        paging=paging,
        others=plans_out_of_sight(user, indicator),
        can_add=can_add_to_catalogue(user),
        can_keep=can_keep_catalogue(user),
    )


def entry_form_page(indicator: Indicator | None = None, seen: str = "") -> EntryFormPage:
    if indicator is None:
        return EntryFormPage("", "", "", tuple(domains()))
    return EntryFormPage(indicator.code, indicator.name, seen or state_of(indicator), tuple(domains()))


def effect_of(rows: Sequence[PlanIndicator], visible: set[int]) -> Effect:
    """`rows` as `rows_judged_by` gives them; `visible` are the plans that the editor may see."""
    plans = {row.plan_id: row.plan for row in rows}
    named = [f"{plan.region}：{plan.title}" for pk, plan in plans.items() if pk in visible][:MOST_PLANS]
    return Effect(len(plans), len(rows), tuple(named), len(plans) - len(named))


def _known(value: str, known: Mapping[str, str] | Sequence[str]) -> str:
    return value if value in known else ""


def _options(choices: Sequence[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in choices)


def _add_url(text: str) -> str:
    """What was looked for and not found is what would be added."""
    address = reverse("indicators:add_entry")
    return f"{address}?{urlencode({'name': text})}" if text else address


def _line(indicator: Indicator) -> EntryLine:
    return EntryLine(
        name=indicator.name,
        url=_address(indicator),
        code=indicator.code,
        unit=indicator.unit,
        basis=indicator.get_basis_display(),
        sense=indicator.get_sense_display(),
        aliases="、".join(alias.name for alias in indicator.aliases.all()),
        plans=indicator.plan_count,  # type: ignore[attr-defined]
    )


def _address(indicator: Indicator) -> str:
    return reverse("indicators:entry", args=[indicator.code])


def _entry_link(indicator: Indicator) -> Link:
    return Link(indicator.name, _address(indicator))


def _link(indicator: Indicator | None) -> Link | None:
    return _entry_link(indicator) if indicator is not None else None


def _limits(indicator: Indicator) -> str:
    low, high = indicator.limit_low, indicator.limit_high
    if low is None and high is None:
        return "没有"
    if high is None:
        return f"不低于 {number(low)}"
    return f"不高于 {number(high)}" if low is None else f"{number(low)} 至 {number(high)}"


def _use(row: PlanIndicator) -> UseLine:
    plan, is_draft = row.plan, row.plan.state == Plan.State.DRAFT
    own = [row.get_own_basis_display(), row.get_own_sense_display()]
    args = [plan.pk] if is_draft else [plan.pk, row.pk]
    return UseLine(
        region=plan.region.name,
        plan=plan.title,
        url=reverse("dashboards:plan" if is_draft else "dashboards:indicator", args=args),
        period=plan.period,
        name=row.name,
        unit=row.unit or "—",
        attribute=row.attribute,
        own="、".join(words for words in own if words),
        is_draft=is_draft,
    )
