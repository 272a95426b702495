"""报告模板: an office's own Word templates, by kind of report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from dashboards.pages.address import Choice, link
from dashboards.queries.reports import KINDS, regions_with_own_templates, templates_of
from dashboards.reports.word import VARIABLES
from indicators.calc import RULE_VERSION


@dataclass(frozen=True)
class TemplateRow:
    name: str
    url: str
    added_by: str
    added_at: datetime
    replaced_at: datetime | None


@dataclass(frozen=True)
class KindRow:
    """`current` is None where the system's own is in force; `former`, the latest first."""

    kind: str
    name: str
    default_url: str
    current: TemplateRow | None
    former: tuple[TemplateRow, ...]
    problem: str


@dataclass(frozen=True)
class TemplatesPage:
    region: str
    region_code: str
    regions: tuple[Choice, ...]
    kinds: tuple[KindRow, ...]
    variables: tuple[tuple[str, str, str], ...]
    is_fictional: bool
    data_date: datetime | None = None
    rule_version: str = RULE_VERSION


def templates_page(*, user: Any, code: str, kind: str = "", problem: str = "") -> TemplatesPage | None:
    """None for who plans nowhere, or not in the region asked for; `problem`: of the `kind` just sent in."""
    regions = regions_with_own_templates(user)
    region = next((each for each in regions if code in ("", each.code)), None)
    if region is None:
        return None
    templates = templates_of(region.code)
    return TemplatesPage(
        region=region.name,
        region_code=region.code,
        regions=_choices(regions, region.code),
        kinds=tuple(
            _kind(each, name, [one for one in templates if one.kind == each], problem if each == kind else "")
            for each, name in KINDS.items()
        ),
        variables=VARIABLES,
        is_fictional=region.is_fictional,
    )


def templates_link(code: str) -> str:
    return link(reverse("dashboards:report_templates"), region=code)


def _choices(regions: Sequence[Any], current: str) -> tuple[Choice, ...]:
    """None where there is nothing to choose."""
    if len(regions) < 2:
        return ()
    return tuple(Choice(each.name, templates_link(each.code), each.code == current) for each in regions)


def _kind(kind: str, name: str, templates: Sequence[Any], problem: str) -> KindRow:
    rows = [_row(each) for each in templates]
    return KindRow(
        kind=kind,
        name=name,
        default_url=reverse("dashboards:default_template", args=[kind]),
        current=next((each for each in rows if each.replaced_at is None), None),
        former=tuple(each for each in rows if each.replaced_at is not None),
        problem=problem,
    )


def _row(template: Any) -> TemplateRow:
    return TemplateRow(
        name=template.name,
        url=reverse("dashboards:report_template_file", args=[template.region_id, template.pk]),
        added_by=template.added_by.name,
        added_at=template.added_at,
        replaced_at=template.replaced_at,
    )
