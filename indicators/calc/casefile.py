"""Reading a case file and writing the results: each case is judged, or refused with a message that says what
to correct.

A file is an array of cases, one case, or a page of verdicts as the API gives it: of a verdict its `inputs`
are the case. A case without an `id` is named by its place in the list, counted from 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from indicators.calc.assessment import assess
from indicators.calc.case import Case, Verdict
from indicators.calc.checked_case import CaseError, read_case
from indicators.calc.fixed_point import round_half_up


def read_cases(text: str) -> list[Any]:
    """The cases of a file, numbers kept exact; CaseError if it holds none."""
    try:
        found = json.loads(text, parse_float=_decimal, parse_int=_decimal)
    except RecursionError:
        raise CaseError("文件嵌套层次过深，不是案例文件。") from None
    except ValueError as error:
        place = (
            f"（第 {error.lineno} 行第 {error.colno} 列）" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise CaseError(f"文件不是有效的 JSON{place}。请检查引号、逗号和括号。") from None
    if isinstance(found, list):
        return found
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        # A page whose `fields` left the inputs out is told so, rather than that it has no basis.
        return [{"inputs": None, **row} if isinstance(row, dict) else row for row in found["results"]]
    if isinstance(found, dict) and ("basis" in found or "inputs" in found):
        return [found]
    raise CaseError("文件应是案例的 JSON 数组（以 [ 开头、以 ] 结尾）、一个案例，或接口 progress 的一页。")


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
    names = [_name(row, place) for place, row in enumerate(rows, start=1)]
    return [
        {"id": name, "error": str(case)} if isinstance(case, CaseError) else _result(name, next(verdicts))
        for name, case in zip(names, read, strict=True)
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


def _attempt(row: Any) -> Case | CaseError:
    try:
        return read_case(row)
    except CaseError as error:
        return error


def _name(row: Any, place: int) -> Any:
    """Null for what is no object, or has an `id` that is no name."""
    name = row.get("id", place) if isinstance(row, dict) else None
    return name if isinstance(name, str | Decimal | int) and not isinstance(name, bool) else None


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
