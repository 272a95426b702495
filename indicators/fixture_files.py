"""Reading the project's fixture files of the catalogue, the plans and the published actuals: values only."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

from indicators.calc import Figure
from indicators.calc.figure import Kind, Op

OPS = ("=", ">", ">=", "<", "<=", "~")


class FixtureError(ValueError):
    """A fixture is broken; the message says, in Chinese, which file, which row and what is wrong."""


@dataclass(frozen=True)
class PublishedActual:
    """A figure from a public source, in the unit it was published in."""

    region: str
    indicator: str
    year: int
    figure: Figure
    unit: str
    scope: str
    since_year: int | None
    is_estimate: bool
    source: str


@dataclass(frozen=True)
class PlanFile:
    """One plan as its fixture gives it; `rows` are the mappings of the file, figures not yet read."""

    name: str
    head: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = field(default=())

    def where(self, row: Mapping[str, Any]) -> str:
        return f"{self.name} “{row.get('name', '')}”"


def read_json(path: Path) -> Any:
    """The content of a JSON file, numbers kept exact."""
    try:
        return json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise FixtureError(f"没有文件 {path.name}。") from None
    except UnicodeDecodeError:
        raise FixtureError(f"{path.name} 不是 UTF-8 编码。") from None
    except json.JSONDecodeError as error:
        raise FixtureError(f"{path.name} 第 {error.lineno} 行第 {error.colno} 列不是有效的 JSON。") from None


def read_plan(path: Path) -> PlanFile:
    found = read_json(path)
    if not isinstance(found, dict) or not isinstance(found.get("indicators"), list):
        raise FixtureError(f"{path.name} 应是带有 indicators 数组的对象。")
    for name in ("region", "title", "start_year", "end_year", "state"):
        if not found.get(name):
            raise FixtureError(f"{path.name} 缺少 {name}。")
    for place, row in enumerate(found["indicators"], start=1):
        for name in ("name", "indicator", "target_year"):
            if not row.get(name):
                raise FixtureError(f"{path.name} 第 {place} 项指标缺少 {name}。")
    return PlanFile(path.name, found, tuple(found["indicators"]))


def read_figure(found: Any, where: str) -> Figure | None:
    """{op, value, upper, cumulative, text} of a fixture as a figure."""
    if found is None:
        return None
    if not isinstance(found, Mapping) or found.get("op") not in OPS or "value" not in found:
        raise FixtureError(f"{where}：数值应为 {{op, value, text}}，op 为 {' '.join(OPS)} 之一。")
    value, upper = found["value"], found.get("upper")
    text, cumulative = str(found.get("text") or ""), bool(found.get("cumulative"))
    if isinstance(value, list):
        members = tuple(_number(member, where) for member in value)
        return Figure(cast(Op, found["op"]), members=members, text=text, cumulative=cumulative, kind="ratio")
    kind: Kind = "number" if upper is None else "range"
    top = None if upper is None else _number(upper, where)
    return Figure(cast(Op, found["op"]), _number(value, where), top, (), text, cumulative, kind)


def _number(text: Any, where: str) -> Decimal:
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise FixtureError(f"{where}：“{text}”不是数字。")
    return value


def read_date(text: Any, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise FixtureError(f"{where}：日期“{text}”应写作 2021-12-31 的形式。") from None


def read_actuals(path: Path) -> list[PublishedActual]:
    """The published figures that count; rows marked `context` are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(enumerate(csv.DictReader(file), start=2))
    return [_actual(row, f"{path.name} 第 {line} 行") for line, row in rows if row.get("use") != "context"]


def _actual(row: Mapping[str, str], where: str) -> PublishedActual:
    try:
        year, since = int(row["year"]), int(row["since_year"]) if row["since_year"] else None
    except (KeyError, ValueError):
        raise FixtureError(f"{where}：年份应为四位数字。") from None
    figure = read_figure({"op": row["op"], "value": row["value"], "text": row["text"]}, where)
    assert figure is not None
    return PublishedActual(
        row["region_code"], row["indicator"], year, figure, row["unit"], row["scope"], since,
        row["estimate"] == "yes", row["source"],
    )  # fmt: skip
