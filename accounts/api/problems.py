"""What is wrong with a request: kinds of refusal with their own documents, and parameters that nobody has."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request


class ProblemError(APIException):
    """Refused with a kind of problem of its own (config.problem_codes); `members` go into the document,
    `wait` is after how many seconds it may go better.
    """

    def __init__(self, code: str, detail: str, *, wait: int | None = None, **members: Any) -> None:
        super().__init__(detail, code)
        self.members, self.wait = members, wait


# Known, but not everywhere: not told as if nobody had them.
ELSEWHERE = {
    "cursor": "只用于 JSON 的列表",
    "page_size": "只用于 JSON 的列表",
    "count": "只用于 JSON 的列表",
    "bom": "只用于 CSV",
}


class UnknownParameterError(ValidationError):
    """Parameters that this resource does not have; `allowed` are those it has."""

    def __init__(self, names: list[str], allowed: list[str]) -> None:
        listed = "、".join(allowed) or "（无）"
        super().__init__(
            {name: [f"{ELSEWHERE.get(name, '没有这个参数')}。可用的参数：{listed}。"] for name in names}
        )
        self.allowed = allowed


def check_parameters(request: Request, allowed: list[str]) -> None:
    """Each parameter known, given once and not empty: a slip must not quietly widen the answer."""
    given = request.query_params
    unknown = [name for name in given if name not in allowed]
    if unknown:
        raise UnknownParameterError(unknown, allowed)
    wrong = {name: ["同一参数只能给一次。"] for name, values in given.lists() if len(values) > 1}
    wrong |= {
        name: ["值为空。不需要这个条件时请去掉参数。"]
        for name, value in given.items()
        if not str(value).strip()
    }
    if wrong:
        raise ValidationError(wrong)


def check_one_of(request: Request, name: str, allowed: tuple[str, ...], default: str) -> str:
    """The value of a parameter that is one of a few words."""
    said = request.query_params.get(name, default)
    if said not in allowed:
        raise ValidationError({name: [f"没有“{said[:40]}”这个值。可用：{'、'.join(allowed)}。"]})
    return str(said)
