"""One case from outside, checked field by field: a case, or a message that says what to correct.

It comes written by hand, or as the `inputs` of a verdict; numbers are JSON numbers or strings of digits.
Natural limits where a case names none: a share in per cent lies in [0, 100], other counts and amounts are
not below 0, and both only as long as no number of the case itself says otherwise. A per cent that is
summed, or is by its name a rate of change (增长, 增速, 下降, 降低 …), has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from decimal import Decimal
from typing import Any, NoReturn, cast, get_args

from indicators.calc.case import Case, Cutoffs
from indicators.calc.figure import Figure, Kind
from indicators.calc.inputs import ATTRIBUTES, case_of, figure_of
from indicators.calc.interval import Limits

OPS = ("=", ">", ">=", "<", "<=", "~")
KINDS = get_args(Kind)
WITHOUT_NUMBER = ("words", "missing", "blank")
UNSTATED = "未注明"
DIGITS = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FIRST_YEAR, LAST_YEAR, LONGEST_PLAN = 1900, 2200, 50
LARGEST, DECIMALS, MOST_TIERS = Decimal(10) ** 15, 12, 20
LARGEST_CUT, CUT_DECIMALS = 1000, 6
CHANGE_WORDS = (
    "增长",
    "增速",
    "增幅",
    "下降",
    "降低",
    "减少",
    "降幅",
    "提高",
    "涨",
    "同比",
    "环比",
    "变化",
    "偏差",
)


class CaseError(ValueError):
    """The case cannot be read; the message says, in Chinese, which field is wrong and what it should be."""


def read_case(row: Any) -> Case:
    """One case from its JSON object (numbers as Decimal), or from a verdict of the API that holds it."""
    if not isinstance(row, dict):
        _refuse("案例应是 JSON 对象，即以 { 开头、以 } 结尾。")
    if not isinstance(row.get("id", ""), str | Decimal):
        _refuse("id 应为文字或数字；没有 id 的，请省略。")
    if "inputs" in row:
        row = row["inputs"]
        if not isinstance(row, dict):
            _refuse("缺少 inputs（评价的输入），或它不是 JSON 对象。取数时请勿用 fields 略去 inputs。")
    return case_of(_checked(row))


def _checked(row: Mapping[str, Any]) -> dict[str, Any]:
    """The case in the form of stored inputs, complete."""
    basis = _choice(row, "basis", ("cumulative", "level", "annual"))
    sense = _choice(row, "sense", ("higher", "lower", "composition"))
    start, end, as_of = (_year(_needed(row, name), name) for name in ("start", "end", "as_of"))
    if start > end:
        _refuse(f"start（{start}）晚于 end（{end}），请核对规划期。")
    if end - start >= LONGEST_PLAN:
        _refuse(f"规划期 {start}—{end} 超过 {LONGEST_PLAN} 年，请核对 start 和 end。")
    ratio = sense == "composition"
    target = _figure(_needed(row, "target"), "target", ratio)
    baseline = _figure(row.get("baseline"), "baseline", ratio)
    years = _by_year(_needed(row, "years"), "years", ratio)
    annual = _by_year(row.get("annual_targets") or {}, "annual_targets", ratio)
    every_year, running, nature = _every_year(row), _running(row), _nature(row)
    figures = [target, baseline, *years.values(), *annual.values()]
    return {
        "basis": basis,
        "sense": sense,
        "nature": nature,
        "baseline": baseline,
        "target": target,
        "start": start,
        "end": end,
        "as_of": as_of,
        "years": years,
        "series": "running" if running else "yearly",
        "binds": "every_year" if every_year else "end",
        "annual_targets": {year: figure for year, figure in annual.items() if figure is not None},
        "limits": _limits(row, basis, [found for figure in figures if (found := figure_of(figure))]),
        "cutoffs": _cutoffs(row),
        "broken_years": _years(row, "broken_years"),
        "provisional_years": _years(row, "provisional_years"),
    }


def _refuse(message: str) -> NoReturn:
    raise CaseError(message)


def _show(value: Any) -> str:
    """The offending value in a message, short whatever it was."""
    shown = (
        str(value) if isinstance(value, Decimal | str) else json.dumps(value, ensure_ascii=False, default=str)
    )
    return f"“{shown[:37]}…”" if len(shown) > 40 else f"“{shown}”"


def _needed(row: Mapping[str, Any], name: str) -> Any:
    if name not in row:
        _refuse(f"缺少 {name}。")
    return row[name]


def _choice(row: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = _needed(row, name)
    if not isinstance(value, str) or value not in allowed:
        _refuse(f"{name} 为 {_show(value)}，应为 {'、'.join(allowed)} 之一。")
    return value


def _year(value: Any, name: str) -> int:
    if not isinstance(value, Decimal) or not value.is_finite() or not FIRST_YEAR <= value <= LAST_YEAR:
        _refuse(f"{name} 为 {_show(value)}，应为四位数年份，如 2021。")
    if value != int(value):
        _refuse(f"{name} 为 {_show(value)}，年份应为整数。")
    return int(value)


def _years(row: Mapping[str, Any], name: str) -> list[int]:
    value = row.get(name) or []
    if not isinstance(value, list):
        _refuse(f"{name} 为 {_show(value)}，应为年份的数组，如 [2023]；没有的请省略。")
    return [_year(year, name) for year in value]


def _number(value: Any, name: str) -> Decimal:
    """A JSON number, or the same digits as a string."""
    if isinstance(value, str) and DIGITS.fullmatch(value):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        _refuse(f"{name} 为 {_show(value)}，应为数字；没有数据请写 null。")
    if not value.is_finite():
        _refuse(f"{name} 不是有限的数字；没有数据请写 null。")
    if value and value.adjusted() >= LARGEST.adjusted():
        _refuse(f"{name} 为 {_show(value)}，绝对值须小于 10^{LARGEST.adjusted()}，请改用更大的计量单位。")
    if -int(cast(int, value.as_tuple().exponent)) > DECIMALS:
        _refuse(f"{name} 为 {_show(value)}，小数最多 {DECIMALS} 位。")
    return value


def _figure(value: Any, name: str, ratio: bool) -> dict[str, Any] | None:
    """{op, value} or null; `max` beside it makes a range, `kind` says what is no single number.

    A figure with its printed `text` comes from the record: it may be of a form that does not suit the
    indicator, and the verdict says so. One written by hand is refused.
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        _refuse(f"{name} 为 {_show(value)}，应为 {{op, value}} 或 null。")
    kind = _kind(value, name)
    found: dict[str, Any] = {"op": _op(value, name), "value": None, "text": "", "kind": kind}
    if isinstance(value.get("text"), str):
        found["text"] = value["text"]
    found["cumulative"] = value.get("cumulative") is True
    if kind in WITHOUT_NUMBER:
        return found
    number = value.get("value")
    if number is None:
        _refuse(f"{name} 缺少 value；没有数据请把整个 {name} 写成 null。")
    for listed in (kind == "ratio", kind == "ratio" if "text" in value else ratio):
        if listed != isinstance(number, list):
            _refuse(f"{name}.value 应为{'各档比例的数组，如 [1, 4, 5]' if listed else '数字，而不是数组'}。")
    if kind == "ratio":
        return found | {"value": _members(number, found["op"], name)}
    found["value"] = _number(number, f"{name}.value")
    return _range(found, value.get("max"), name) if kind == "range" else found


def _op(value: Mapping[str, Any], name: str) -> str:
    op = value.get("op")
    if op is None:
        _refuse(f"{name} 缺少 op，应为 {' '.join(OPS)} 之一。")
    if not isinstance(op, str) or op not in OPS:
        _refuse(f"{name}.op 为 {_show(op)}，应为 {' '.join(OPS)} 之一。")
    return op


def _kind(value: Mapping[str, Any], name: str) -> str:
    """As given; else what the form of the number tells."""
    kind = "number" if value.get("kind") is None else value["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        _refuse(f"{name}.kind 为 {_show(kind)}，应为 {'、'.join(KINDS)} 之一；单个数值请省略。")
    if kind != "number":
        return kind
    if isinstance(value.get("value"), list):
        return "ratio"
    return "number" if value.get("max") is None else "range"


def _range(found: dict[str, Any], upper: Any, name: str) -> dict[str, Any]:
    high = _number(upper, f"{name}.max")
    if high < found["value"]:
        _refuse(f"{name}.max 小于 {name}.value。")
    return found | {"op": ">=", "max": high}


def _members(numbers: list[Any], op: str, name: str) -> list[Decimal]:
    if not 2 <= len(numbers) <= MOST_TIERS:
        _refuse(f"{name}.value 应有 2 至 {MOST_TIERS} 档。")
    members = [_number(number, f"{name}.value") for number in numbers]
    if any(member < 0 for member in members):
        _refuse(f"{name}.value 的各档不能为负数。")
    if not any(members):
        _refuse(f"{name}.value 的各档合计为零，不成比例。")
    if op not in ("=", "~"):
        _refuse(f"{name} 是比例，op 应为 = 。")
    return members


def _by_year(value: Any, name: str, ratio: bool) -> dict[int, dict[str, Any] | None]:
    if not isinstance(value, dict):
        _refuse(f'{name} 应为以年份为键的对象，如 {{"2021": {{"op": "=", "value": 90}}}}。')
    found: dict[int, dict[str, Any] | None] = {}
    for key, figure in value.items():
        if not (key.isascii() and key.isdigit() and len(key) == 4):
            _refuse(f'{name} 的键 {_show(key)} 不是四位数年份，如 "2021"。')
        found[int(key)] = _figure(figure, f"{name}.{key}", ratio)
    return found


def _nature(row: Mapping[str, Any]) -> str | None:
    value = row.get("nature")
    if value == UNSTATED:
        return None
    if not isinstance(value, str | None) or value not in ATTRIBUTES:
        _refuse(f"nature 为 {_show(value)}，应为 约束性 或 预期性；未注明的请省略。")
    return value


def _running(row: Mapping[str, Any]) -> bool:
    value = row.get("series")
    if value not in (None, "running", "yearly", "flow", "flows") or isinstance(value, bool):
        _refuse(f"series 为 {_show(value)}，只能是 running（自 start 起累计数）；逐年数请省略。")
    return bool(value == "running")


def _every_year(row: Mapping[str, Any]) -> bool:
    binds, every_year = row.get("binds"), row.get("every_year", False)
    if binds not in (None, "every_year", "end", "end_year"):
        _refuse(f"binds 为 {_show(binds)}，只能是 every_year；不要求每年达标的请省略。")
    if not isinstance(every_year, bool | None):
        _refuse(f"every_year 为 {_show(every_year)}，应为 true 或 false。")
    return binds == "every_year" or bool(every_year)


def _limits(row: Mapping[str, Any], basis: str, figures: Sequence[Figure]) -> Limits:
    value = row.get("limits")
    if value is None:
        return natural_limits(row.get("unit"), row.get("name"), basis, figures)
    if not isinstance(value, list) or len(value) != 2:
        _refuse("limits 应为 [下限, 上限]，没有的一端写 null。")
    low, high = (None if end is None else _number(end, "limits") for end in value)
    if low is not None and high is not None and low > high:
        _refuse("limits 的下限大于上限。")
    return low, high


def _cutoffs(row: Mapping[str, Any]) -> list[Decimal]:
    """The bands of the plan, the usual ones where it names none."""
    value = row.get("cutoffs")
    if value is None:
        return list(astuple(Cutoffs()))
    if not isinstance(value, list) or len(value) != len(astuple(Cutoffs())):
        _refuse("cutoffs 应为四个数，依次为 快于、达到、容差、严重滞后 的界限，如 [5, 0, -5, -30]。")
    cuts = [_number(cut, "cutoffs") for cut in value]
    if any(abs(cut) > LARGEST_CUT or cut != round(cut, CUT_DECIMALS) for cut in cuts):
        _refuse(f"cutoffs 的各数绝对值不超过 {LARGEST_CUT}，小数最多 {CUT_DECIMALS} 位。")
    if cuts != sorted(cuts, reverse=True):
        _refuse("cutoffs 须从高到低：快于 ≥ 达到 ≥ 容差 ≥ 严重滞后。")
    return cuts


def natural_limits(unit: Any, name: Any, basis: str, figures: Sequence[Figure]) -> Limits:
    """Limits that the unit and the name of an indicator allow to be taken for granted."""
    levels = [figure for figure in figures if figure.is_comparable]
    numbers = [end for figure in levels for end in (figure.value, figure.upper) if end is not None]
    if not isinstance(unit, str) or not unit.strip() or any(number < 0 for number in numbers):
        return None, None
    if unit.strip() not in ("%", "％"):
        return (None, None) if "百分点" in unit or "‰" in unit else (Decimal(0), None)
    changes = isinstance(name, str) and any(word in name for word in CHANGE_WORDS)
    if basis == "cumulative" or changes or any(number > 100 for number in numbers):
        return None, None
    return Decimal(0), Decimal(100)
