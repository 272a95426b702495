"""Reading a case file: one JSON object per case, each read or refused with a message that says what to
correct.

Natural limits where a case names none: a share in per cent lies in [0, 100], other counts and amounts are
not below 0, and both only as long as no number of the case itself says otherwise. A per cent that is
summed, or is by its name a rate of change (增长, 增速, 下降, 降低 …), has none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, cast

from indicators.calc.assessment import assess
from indicators.calc.case import Basis, Case, Sense, Verdict
from indicators.calc.figure import Figure, Op
from indicators.calc.fixed_point import round_half_up
from indicators.calc.interval import Limits
from indicators.calc.status import Attribute

ATTRIBUTES: dict[str | None, Attribute] = {
    "约束性": "binding", "预期性": "expected", "未注明": "unstated", None: "unstated",
}  # fmt: skip
OPS = ("=", ">", ">=", "<", "<=", "~")
FIRST_YEAR, LAST_YEAR, LONGEST_PLAN = 1900, 2200, 50
LARGEST, DECIMALS, MOST_TIERS = Decimal(10) ** 15, 12, 20
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


def read_cases(text: str) -> list[Any]:
    """The cases of a file, numbers kept exact; CaseError if it is not a JSON array."""
    try:
        found = json.loads(text, parse_float=_decimal, parse_int=_decimal)
    except RecursionError:
        raise CaseError("文件嵌套层次过深，不是案例文件。") from None
    except ValueError as error:
        place = (
            f"（第 {error.lineno} 行第 {error.colno} 列）" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise CaseError(f"文件不是有效的 JSON{place}。请检查引号、逗号和括号。") from None
    if not isinstance(found, list):
        raise CaseError("文件应是案例的 JSON 数组，即以 [ 开头、以 ] 结尾。")
    return found


def _decimal(digits: str) -> Decimal:
    """Exact, or not a number where the exponent is beyond all bounds."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("NaN")


def results_of(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """One result per case, in order: the verdict, or `id` and `error`."""
    read: list[Case | CaseError] = [_attempt(row) for row in rows]
    verdicts = iter(assess([case for case in read if isinstance(case, Case)]))
    return [
        _refused(row, case) if isinstance(case, CaseError) else _result(row["id"], next(verdicts))
        for row, case in zip(rows, read, strict=True)
    ]


def as_json(results: Sequence[Mapping[str, Any]], *, escaped: bool = False) -> str:
    """The results as JSON, a case a line, decimals written digit by digit (never through a binary float).

    `escaped`: in ASCII, for an output that has no Chinese.
    """
    lines = [
        "{" + ", ".join(f"{json.dumps(key)}: {_json(value, escaped)}" for key, value in result.items()) + "}"
        for result in results
    ]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def read_case(row: Any) -> Case:
    """One case from its JSON object (numbers as Decimal)."""
    if not isinstance(row, dict):
        _refuse("案例应是 JSON 对象，即以 { 开头、以 } 结尾。")
    if not isinstance(row.get("id"), str | Decimal):
        _refuse("缺少 id，或 id 不是文字。")
    basis = cast(Basis, _choice(row, "basis", ("cumulative", "level", "annual")))
    sense = cast(Sense, _choice(row, "sense", ("higher", "lower", "composition")))
    start, end, as_of = (_year(_needed(row, name), name) for name in ("start", "end", "as_of"))
    if start > end:
        _refuse(f"start（{start}）晚于 end（{end}），请核对规划期。")
    if end - start >= LONGEST_PLAN:
        _refuse(f"规划期 {start}—{end} 超过 {LONGEST_PLAN} 年，请核对 start 和 end。")
    ratio = sense == "composition"
    target = _figure(_needed(row, "target"), "target", ratio)
    baseline = _figure(row.get("baseline"), "baseline", ratio)
    actuals = _by_year(_needed(row, "years"), "years", ratio)
    annual = _by_year(row.get("annual_targets") or {}, "annual_targets", ratio)
    every_year = _every_year(row)
    used = [target, baseline, *actuals.values(), *annual.values()]
    return Case(
        basis=basis,
        sense=sense,
        target=target,
        start=start,
        end=end,
        as_of=as_of,
        actuals=actuals,
        attribute=_attribute(row),
        baseline=baseline,
        running=_running(row),
        every_year=every_year,
        annual_targets={year: figure for year, figure in annual.items() if figure is not None},
        limits=_limits(row, basis, [figure for figure in used if figure is not None]),
    )


def _attempt(row: Any) -> Case | CaseError:
    try:
        return read_case(row)
    except CaseError as error:
        return error


def _refused(row: Any, error: CaseError) -> dict[str, Any]:
    name = row.get("id") if isinstance(row, dict) else None
    return {"id": name if isinstance(name, str | Decimal) else None, "error": str(error)}


def _result(name: Any, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": name,
        "attainment": verdict.attainment,
        "closure": verdict.closure,
        "schedule": verdict.schedule,
        "status": verdict.status,
        "gap": None if verdict.gap is None else round_half_up(verdict.gap, 2),
        "flags": list(verdict.flags),
        "regime": verdict.regime,
    }


def _json(value: Any, escaped: bool) -> str:
    if not isinstance(value, Decimal):
        # Half of a surrogate pair is allowed in JSON's escapes, but is no character that could be printed.
        return json.dumps(value, ensure_ascii=escaped or _is_torn(value))
    if not value.is_finite():
        return "null"
    if value == 0:
        return "0"
    if abs(int(cast(int, value.as_tuple().exponent))) > 400:
        return str(value)
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _is_torn(value: Any) -> bool:
    return isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value)


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


def _number(value: Any, name: str) -> Decimal:
    if not isinstance(value, Decimal):
        _refuse(f"{name} 为 {_show(value)}，应为数字；没有数据请写 null。")
    if not value.is_finite():
        _refuse(f"{name} 不是有限的数字；没有数据请写 null。")
    if value and value.adjusted() >= LARGEST.adjusted():
        _refuse(f"{name} 为 {_show(value)}，绝对值须小于 10^{LARGEST.adjusted()}，请改用更大的计量单位。")
    if -int(cast(int, value.as_tuple().exponent)) > DECIMALS:
        _refuse(f"{name} 为 {_show(value)}，小数最多 {DECIMALS} 位。")
    return value


def _figure(value: Any, name: str, ratio: bool) -> Figure | None:
    """{op, value} or null; `max` beside it makes a range."""
    if value is None:
        return None
    if not isinstance(value, dict):
        _refuse(f"{name} 为 {_show(value)}，应为 {{op, value}} 或 null。")
    op, number = value.get("op"), value.get("value")
    if op is None:
        _refuse(f"{name} 缺少 op，应为 {' '.join(OPS)} 之一。")
    if not isinstance(op, str) or op not in OPS:
        _refuse(f"{name}.op 为 {_show(op)}，应为 {' '.join(OPS)} 之一。")
    if number is None:
        _refuse(f"{name} 缺少 value；没有数据请把整个 {name} 写成 null。")
    if ratio != isinstance(number, list):
        _refuse(f"{name}.value 应为{'各档比例的数组，如 [1, 4, 5]' if ratio else '数字，而不是数组'}。")
    if isinstance(number, list):
        return _ratio(number, op, name)
    low = _number(number, f"{name}.value")
    if value.get("max") is None:
        return Figure(cast(Op, op), low)
    high = _number(value["max"], f"{name}.max")
    if high < low:
        _refuse(f"{name}.max 小于 {name}.value。")
    return Figure(">=", low, high, kind="range")


def _ratio(numbers: list[Any], op: str, name: str) -> Figure:
    if not 2 <= len(numbers) <= MOST_TIERS:
        _refuse(f"{name}.value 应有 2 至 {MOST_TIERS} 档。")
    members = tuple(_number(number, f"{name}.value") for number in numbers)
    if any(member < 0 for member in members):
        _refuse(f"{name}.value 的各档不能为负数。")
    if not any(members):
        _refuse(f"{name}.value 的各档合计为零，不成比例。")
    if op not in ("=", "~"):
        _refuse(f"{name} 是比例，op 应为 = 。")
    return Figure(cast(Op, op), members=members, kind="ratio")


def _by_year(value: Any, name: str, ratio: bool) -> dict[int, Figure | None]:
    if not isinstance(value, dict):
        _refuse(f'{name} 应为以年份为键的对象，如 {{"2021": {{"op": "=", "value": 90}}}}。')
    found: dict[int, Figure | None] = {}
    for key, figure in value.items():
        if not (key.isascii() and key.isdigit() and len(key) == 4):
            _refuse(f'{name} 的键 {_show(key)} 不是四位数年份，如 "2021"。')
        found[int(key)] = _figure(figure, f"{name}.{key}", ratio)
    return found


def _attribute(row: Mapping[str, Any]) -> Attribute:
    value = row.get("nature")
    if not isinstance(value, str | None) or value not in ATTRIBUTES:
        _refuse(f"nature 为 {_show(value)}，应为 约束性 或 预期性；未注明的请省略。")
    return ATTRIBUTES[value]


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


def natural_limits(unit: Any, name: Any, basis: str, figures: Sequence[Figure]) -> Limits:
    """Limits that the unit and the name of an indicator allow to be taken for granted."""
    numbers = [end for figure in figures for end in (figure.value, figure.upper) if end is not None]
    if not isinstance(unit, str) or not unit.strip() or any(number < 0 for number in numbers):
        return None, None
    if unit.strip() not in ("%", "％"):
        return (None, None) if "百分点" in unit or "‰" in unit else (Decimal(0), None)
    changes = isinstance(name, str) and any(word in name for word in CHANGE_WORDS)
    if basis == "cumulative" or changes or any(number > 100 for number in numbers):
        return None, None
    return Decimal(0), Decimal(100)
