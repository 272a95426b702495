"""The catalogue: entries and their other names, added by planners and changed by those who keep it.

A code that nobody typed is made from the name (`suggest_code`), so that the same name read twice asks for the
same code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record, record_each
from common.seen import mark_of
from indicators.models import Indicator, IndicatorAlias
from indicators.permissions import check_can_add_to_catalogue, check_can_keep_catalogue
from indicators.queries.catalogue import JUDGED_BY, changed_fields, rows_judged_by
from indicators.services.assessment import mark_plan_indicators
from indicators.services.catalogue_checks import (
    check_all_are_free,
    check_change,
    check_name_is_free,
    check_numbers,
    check_related,
)

FIELDS = (
    "name", "unit", "domain", "definition", "scope_notes", "basis", "sense", "parent", "adds_to",
    "is_additive", "decimals", "limit_low", "limit_high", "jump_notice", "jump_warning",
)  # fmt: skip


class EntryMovedError(Exception):
    """Somebody else changed the entry meanwhile; nothing was saved."""


def suggest_code(name: str) -> str:
    """A code for a name nobody coded: `x_` and ten hexadecimal digits of the name's SHA-256."""
    return f"x_{sha256(tidy(name).encode()).hexdigest()[:10]}"


def tidy(name: str) -> str:
    """Blanks around it dropped, those inside made one."""
    return " ".join(name.split())


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Texts without blanks around them; names and domains without double ones."""
    return {
        name: (tidy if name in ("name", "domain") else str.strip)(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


@transaction.atomic
def add_indicator(
    *,
    name: str,
    unit: str,
    domain: str,
    definition: str,
    basis: str,
    sense: str,
    by: User | None,
    at: datetime,
    code: str = "",
    aliases: Sequence[str] = (),
    **details: Any,
) -> Indicator:
    """A new entry of the catalogue; `details` are the other FIELDS. ValidationError, by field, where its name
    or code is taken or a value cannot be.
    """
    check_can_add_to_catalogue(by)
    indicator = Indicator(
        code=code.strip() or suggest_code(name), name=tidy(name), unit=unit.strip(), domain=tidy(domain),
        definition=definition.strip(), basis=basis, sense=sense, **details,
    )  # fmt: skip
    check_name_is_free(indicator.name, indicator, field="name")
    check_related(indicator)
    check_numbers(indicator)
    indicator.full_clean()
    indicator.save(force_insert=True)
    record("indicator.added", subject=indicator, by=by, at=at, **_said_of(indicator))
    for alias in dict.fromkeys(map(tidy, aliases)):
        _add_alias(indicator, alias, by, at, field="aliases")
    return indicator


@transaction.atomic
def add_indicators(
    *, entries: Sequence[Mapping[str, str]], by: User | None, at: datetime
) -> dict[str, Indicator]:
    """By the names given: what a plan needs and the catalogue lacks, with as many queries as for one.

    `entries` hold name, unit, domain, definition, basis and sense. ValidationError where one cannot be.
    """
    check_can_add_to_catalogue(by)
    found = {entry["name"]: Indicator(code=suggest_code(entry["name"]), **tidied(entry)) for entry in entries}
    check_all_are_free(list(found.values()))
    for indicator in found.values():
        indicator.clean_fields()
    Indicator.objects.bulk_create(found.values())
    record_each("indicator.added", subjects=[(each, _said_of(each)) for each in found.values()], by=by, at=at)
    return found


@transaction.atomic
def change_indicator(
    *, indicator_id: int, values: Mapping[str, Any], by: User | None, at: datetime, seen: str = ""
) -> Indicator:
    """Set some of the FIELDS; what is judged by them is judged again. The code stays: programs read by it.

    `seen` is the `state_of` the entry that the editor was shown.
    """
    check_can_keep_catalogue(by)
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator_id)
    if seen and seen != state_of(indicator):
        raise EntryMovedError("您填写期间，他人改动了这个指标，您填的还没有保存。请核对现在的内容后再保存。")
    new = tidied(values)
    changed = changed_fields(indicator, new)
    if not changed:
        return indicator
    check_change(indicator, {name: new[name] for name in changed})
    touched = rows_judged_by(indicator, set(changed) & set(JUDGED_BY))
    old = {name: _text(getattr(indicator, name)) for name in changed}
    for name in changed:
        setattr(indicator, name, new[name])
    check_related(indicator)
    check_numbers(indicator)
    indicator.full_clean()
    indicator.save(update_fields=changed)
    now = {name: _text(getattr(indicator, name)) for name in changed}
    record("indicator.changed", subject=indicator, by=by, at=at, old=old, new=now, judged_again=len(touched))
    mark_plan_indicators(ids=[row.pk for row in touched], at=at)
    return indicator


@transaction.atomic
def add_alias(*, indicator_id: int, name: str, by: User | None, at: datetime) -> IndicatorAlias:
    """Another name under which documents print the entry; ValidationError, by `name`, where it is taken."""
    check_can_add_to_catalogue(by)
    indicator = Indicator.objects.select_for_update(of=("self",), no_key=True).get(pk=indicator_id)
    return _add_alias(indicator, tidy(name), by, at, field="name")


def _add_alias(
    indicator: Indicator, name: str, by: User | None, at: datetime, *, field: str
) -> IndicatorAlias:
    check_name_is_free(name, indicator, field=field, as_alias=True)
    alias = IndicatorAlias(indicator=indicator, name=name)
    try:
        alias.full_clean()
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None
    alias.save(force_insert=True)
    record("indicator.alias_added", subject=indicator, by=by, at=at, alias=name)
    return alias


@transaction.atomic
def remove_alias(*, alias_id: int, by: User | None, at: datetime) -> Indicator:
    """From now on the name leads nowhere; plans that print it keep their rows."""
    check_can_keep_catalogue(by)
    alias = (
        IndicatorAlias.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=alias_id)
    )
    alias.delete()
    record("indicator.alias_removed", subject=alias.indicator, by=by, at=at, alias=alias.name)
    return alias.indicator


def state_of(indicator: Indicator) -> str:
    """Changes whenever the entry does; its aliases stand apart."""
    return mark_of(*(_text(getattr(indicator, name)) for name in FIELDS))


def _said_of(indicator: Indicator) -> dict[str, str]:
    return {"code": indicator.code, **{name: _text(getattr(indicator, name)) for name in FIELDS}}


def _text(value: Any) -> str:
    """As the trail keeps it: an entry by its code, a number without trailing zeros."""
    if isinstance(value, Indicator):
        return value.code
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
