"""The parameter `known_on`: the record as it was known on a day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from common.days import end_of

KNOWN_ON = OpenApiParameter(
    "known_on",
    OpenApiTypes.DATE,
    description="截至这一天（含）已接收的数据和已录入的目标，如 2025-06-30；不给则为现在。只用已接收的数据",
)


def known_at(request: Request) -> datetime | None:
    """The end of the day asked for; None where the present is. Refused: days to come, provisional figures."""
    said = request.query_params.get("known_on")
    if said is None:
        return None
    try:
        day = date.fromisoformat(said)
        if day.isoformat() != said:  # 20250630, 2025-W27-1
            raise ValueError
    except ValueError:
        raise ValidationError({"known_on": [f"“{said[:40]}”不是日期，请写作 2025-06-30 的形式。"]}) from None
    if day > localdate():
        raise ValidationError({"known_on": [f"{day} 还没有到。"]})
    if request.query_params.get("standing", "accepted") != "accepted":
        raise ValidationError({"known_on": ["只用已接收的数据，不能与 standing=provisional 同用。"]})
    return end_of(day)
