"""The parameter `fields`: only the members that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer


def fields_asked(request: Request) -> tuple[str, ...]:
    """The members named; none where all are wanted."""
    said = request.query_params.get("fields")
    return () if said is None else tuple(dict.fromkeys(name.strip() for name in said.split(",")))


def narrow(serializer: BaseSerializer[Any], wanted: Sequence[str], unasked: Iterable[str]) -> None:
    """Take away what is not `wanted`; of everything, where nothing is named, only `unasked`."""
    inner = serializer.child if isinstance(serializer, ListSerializer) else serializer
    assert isinstance(inner, Serializer)
    if wanted:
        _keep(inner, wanted)
    else:
        for name in unasked:
            inner.fields.pop(name, None)


def _keep(serializer: Serializer[Any], wanted: Sequence[str]) -> None:
    known = members_of(serializer)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        listed = "、".join(f"“{name[:60]}”" for name in unknown)
        raise ValidationError({"fields": [f"没有 {listed} 这样的成员。可用：{'、'.join(known)}。"]})
    _prune(serializer, "", set(wanted))


def members_of(serializer: Serializer[Any], prefix: str = "") -> list[str]:
    """Every name that `fields` may give, those inside a member with a dot."""
    names: list[str] = []
    for name, field in serializer.fields.items():
        names.append(f"{prefix}{name}")
        if isinstance(field, Serializer):
            names += members_of(field, f"{prefix}{name}.")
    return names


def _prune(serializer: Serializer[Any], prefix: str, wanted: set[str]) -> None:
    for name, field in list(serializer.fields.items()):
        path = f"{prefix}{name}"
        if path in wanted:
            continue
        if isinstance(field, Serializer) and any(each.startswith(f"{path}.") for each in wanted):
            _prune(field, f"{path}.", wanted)
        else:
            serializer.fields.pop(name)
