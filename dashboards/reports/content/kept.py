"""Content as JSON and back, without loss: decimals and moments as strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dashboards.reports.content.shape import Content


def to_json(content: Content) -> dict[str, Any]:
    found: dict[str, Any] = _plain(content)
    return found


def from_json(kept: Mapping[str, Any]) -> Content:
    """What an older release did not know of takes its default."""
    found: Content = _read(Content, kept)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _read(wanted: Any, value: Any) -> Any:
    """The value as the annotation wants it."""
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return None if value is None else _read(_only(wanted), value)
    if origin is tuple:
        return tuple(_read(each, part) for each, part in zip(_members(wanted, value), value, strict=True))
    if origin is dict:
        return {key: _read(get_args(wanted)[1], each) for key, each in value.items()}
    if is_dataclass(wanted):
        return _dataclass(wanted, value)
    if wanted is Decimal:
        return Decimal(value)
    return datetime.fromisoformat(value) if wanted is datetime else value


def _dataclass(wanted: Any, value: Mapping[str, Any]) -> Any:
    return wanted(
        **{name: _read(hint, value[name]) for name, hint in _hints(wanted).items() if name in value}
    )


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    return get_type_hints(wanted)


def _only(wanted: Any) -> Any:
    """X of `X | None`."""
    return next(each for each in get_args(wanted) if each is not NoneType)


def _members(wanted: Any, value: Any) -> list[Any]:
    first, *rest = get_args(wanted)
    return [first] * len(value) if rest == [Ellipsis] else [first, *rest]
