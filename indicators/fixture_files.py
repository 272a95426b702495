"""Reading the project's fixture files of the catalogue, the plans and the published actuals: values only."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

from indicators.calc import Figure, FigureError
from indicators.calc.figure import Kind, Op
from indicators.calc.figure.notation import check_size
from regions.fixture_files import FixtureError, read_rows, read_text

OPS = ("=", ">", ">=", "<", "<=", "~")
LONGEST_TEXT = 200
PLAN_STATES = ("published", "closed")
ACTUAL_COLUMNS = (
    "region_code", "indicator", "year", "op", "value", "unit", "text", "scope", "since_year", "use",
    "estimate", "source",
)  # fmt: skip


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
    """One plan as its fixture gives it; `rows` and `commitments` are mappings, figures not yet read."""

    name: str
    head: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = field(default=())
    commitments: tuple[Mapping[str, Any], ...] = field(default=())

    def where(self, row: Mapping[str, Any]) -> str:
        return f"{self.name} “{row.get('name', '')}”"


def read_json(path: Path) -> Any:
    """The content of a JSON file, numbers kept exact."""
    try:
        return json.loads(read_text(path), parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise FixtureError(f"{path.name} 第 {error.lineno} 行第 {error.colno} 列不是有效的 JSON。") from None
    except FixtureError:
        raise
    except (ValueError, InvalidOperation, RecursionError):  # numbers or nesting beyond all bounds
        raise FixtureError(f"{path.name} 不是有效的 JSON：数字过大或嵌套过深。") from None


def plan_files(folder: Path) -> list[Path]:
    """The plans of a folder, in the order of their names."""
    if not folder.is_dir():
        raise FixtureError(f"没有目录 {folder}。")
    return sorted(folder.glob("*.json"))


def read_plan(path: Path) -> PlanFile:
    found = read_json(path)
    if not isinstance(found, dict) or not isinstance(found.get("indicators"), list):
        raise FixtureError(f"{path.name} 应是带有 indicators 数组的对象。")
    _check_fields(found, path.name, texts=("region", "title", "state"), years=("start_year", "end_year"))
    if found["state"] not in PLAN_STATES:
        raise FixtureError(f"{path.name}：state “{found['state']}”应为 {'、'.join(PLAN_STATES)} 之一。")
    for place, row in enumerate(found["indicators"], start=1):
        _check_fields(
            row, f"{path.name} 第 {place} 项指标", texts=("name", "indicator"), years=("target_year",)
        )
    check_once([row["indicator"] for row in found["indicators"]], path.name)
    return PlanFile(path.name, found, tuple(found["indicators"]), _commitments(found, path.name))


def _commitments(found: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """The 专栏 projects and quantified tasks, where the file has any."""
    rows = found.get("commitments", [])
    if not isinstance(rows, list):
        raise FixtureError(f"{name}：commitments 应是数组。")
    for place, row in enumerate(rows, start=1):
        where = f"{name} 第 {place} 项重点任务"
        _check_fields(row, where, texts=("name", "op"), years=())
        if row["op"] not in OPS:
            raise FixtureError(f"{where}：op 应为 {' '.join(OPS)} 之一。")
        if row.get("due_year") is not None:
            _check_fields(row, where, texts=(), years=("due_year",))
    return tuple(rows)


def check_once(codes: Sequence[str], where: str) -> None:
    """No indicator is given twice."""
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise FixtureError(f"{where}：指标 {'、'.join(twice)} 重复。")


def _check_fields(found: Any, where: str, *, texts: tuple[str, ...], years: tuple[str, ...]) -> None:
    if not isinstance(found, dict):
        raise FixtureError(f"{where} 应是对象，即以 {{ 开头、以 }} 结尾。")
    for name in (*texts, *years):
        if not found.get(name):
            raise FixtureError(f"{where} 缺少 {name}。")
    for name in texts:
        if not isinstance(found[name], str):
            raise FixtureError(f"{where}：{name} 应是文字。")
    for name in years:
        if type(found[name]) is not int:
            raise FixtureError(f"{where}：{name} “{found[name]}”应是四位年份。")


def read_figure(found: Any, where: str) -> Figure | None:
    """{op, value, upper, cumulative, text} of a fixture as a figure."""
    if found is None:
        return None
    if not isinstance(found, Mapping) or found.get("op") not in OPS or "value" not in found:
        raise FixtureError(f"{where}：数值应为 {{op, value, text}}，op 为 {' '.join(OPS)} 之一。")
    value, upper = found["value"], found.get("upper")
    text, cumulative = str(found.get("text") or ""), bool(found.get("cumulative"))
    if len(text) > LONGEST_TEXT:
        raise FixtureError(f"{where}：text 最多 {LONGEST_TEXT} 字，现有 {len(text)} 字。")
    if isinstance(value, list):
        if len(value) < 2:
            raise FixtureError(f"{where}：结构比例至少有两个数。")
        members = tuple(read_number(member, where) for member in value)
        return Figure(cast(Op, found["op"]), members=members, text=text, cumulative=cumulative, kind="ratio")
    kind: Kind = "number" if upper is None else "range"
    top = None if upper is None else read_number(upper, where)
    return Figure(cast(Op, found["op"]), read_number(value, where), top, (), text, cumulative, kind)


def read_number(text: Any, where: str) -> Decimal:
    """A number that the record can hold."""
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise FixtureError(f"{where}：“{text}”不是数字。")
    try:
        check_size(value, str(text))
    except FigureError as error:
        raise FixtureError(f"{where}：{error}") from None
    return value


def read_date(text: Any, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise FixtureError(f"{where}：日期“{text}”应写作 2021-12-31 的形式。") from None


def read_actuals(path: Path) -> list[PublishedActual]:
    """The published figures that count; rows marked `context` are left out."""
    rows = read_rows(path, ACTUAL_COLUMNS)
    return [_actual(row, where) for where, row in rows if row["use"] != "context"]


def _actual(row: Mapping[str, str | None], where: str) -> PublishedActual:
    short = [column for column in ACTUAL_COLUMNS if row[column] is None]
    if short:
        raise FixtureError(f"{where}：列数不足，缺少 {'、'.join(short)}。")
    return _published(cast(Mapping[str, str], row), where)


def _published(row: Mapping[str, str], where: str) -> PublishedActual:
    try:
        year, since = int(row["year"]), int(row["since_year"]) if row["since_year"] else None
    except ValueError:
        raise FixtureError(f"{where}：年份应为四位数字。") from None
    figure = read_figure({"op": row["op"], "value": row["value"], "text": row["text"]}, where)
    assert figure is not None
    return PublishedActual(
        row["region_code"], row["indicator"], year, figure, row["unit"], row["scope"], since,
        row["estimate"] == "yes", row["source"],
    )  # fmt: skip
