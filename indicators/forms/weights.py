"""The weights of a plan as they came back: what was typed, what of it changes something, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.http import QueryDict

from indicators.models import PlanIndicator
from indicators.services.weights import check_weight, weight_text

NOT_A_NUMBER = "“{text}”不是数字。请填数值，如 10 或 7.5；不设权重的留空。"
MOVED = "您填写期间，他人已把它改为“{text}”。请核对后再保存。"
EMPTY = "空"
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")  # no exponents, no digits of other scripts
LONGEST = 20


@dataclass(frozen=True)
class Typed:
    """By plan indicator: the text where it was changed, the weight it makes (None: taken back) or what is
    wrong with it.
    """

    texts: Mapping[int, str]
    weights: Mapping[int, Decimal | None]
    errors: Mapping[int, str]
    seen: Mapping[int, str]


def typed_of(data: QueryDict, rows: Sequence[PlanIndicator]) -> Typed:
    """A cell left as it was shown is not sent on, so that it cannot undo what somebody else saved."""
    texts: dict[int, str] = {}
    weights: dict[int, Decimal | None] = {}
    errors: dict[int, str] = {}
    shown = {row.pk: data.get(f"seen-{row.pk}", "") for row in rows}
    for row in rows:
        text, stored, seen = data.get(f"weight-{row.pk}"), weight_text(row.weight), shown[row.pk]
        if text is None or text.strip() in (seen, stored):
            continue
        texts[row.pk] = text.strip()
        try:
            weights[row.pk] = read_weight(text)
        except ValidationError as error:
            errors[row.pk] = "".join(error.messages)
        else:
            if seen != stored:
                errors[row.pk] = MOVED.format(text=stored or EMPTY)
    return Typed(texts, weights, errors, shown)


def read_weight(text: str) -> Decimal | None:
    """Full-width digits are read too; nothing typed is no weight."""
    plain = normalize("NFKC", text).strip()
    if not plain:
        return None
    if not NUMBER.fullmatch(plain):
        shown = text.strip()
        shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
        raise ValidationError(NOT_A_NUMBER.format(text=shown))
    weight = Decimal(plain)
    check_weight(weight)
    return weight
