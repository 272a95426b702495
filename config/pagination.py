"""Pages of the API: a cursor, so that rows neither repeat nor go missing while the record grows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

BAD_CURSOR = "游标不能识别。请使用上一页答复中 next 的地址，不要自行修改。"
PAGE_SIZE = 100


class KeysetPages(BasePagination):
    """Up to 1,000 rows a page, in the view's own stable order, which must tell every two rows apart.

    The cursor holds the last row's place in that order, signed: a cursor of another resource is refused.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request, size = request, _page_size(request, view.largest_page)
        order, signer = tuple(view.ordering), Signer(salt=f"cursor of {view.basename}")
        after = _position(request, signer, len(order))
        self.count = queryset.count() if _is_counted(request) else None
        found = list(_after(queryset, order, after).order_by(*order)[: size + 1])
        self.next = None
        if len(found) > size:
            place = [getattr(found[size - 1], name.removeprefix("-")) for name in order]
            self.next = replace_query_param(
                request.build_absolute_uri(), "cursor", signer.sign_object(place, compress=True)
            )
        return found[:size]

    def get_paginated_response(self, data: Any) -> Response:
        counted = {} if self.count is None else {"count": self.count}
        return Response({**counted, "next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "count": {"type": "integer", "example": 635, "description": "共几行；count=1 时给出"},
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "example": "https://plan.example.org/api/v1/progress/?cursor=WzEsMjAyNF0",
                    "description": "下一页的地址；没有下一页为 null",
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": view.largest_page, "default": PAGE_SIZE}
        return [
            _parameter("cursor", {"type": "string"}, "只用于 JSON：上一页答复中 next 所带的游标"),
            _parameter("page_size", size, "只用于 JSON：每页行数"),
            _parameter(
                "count", {"type": "string", "enum": ["0", "1"]}, "只用于 JSON：1 为同时给出总行数 count"
            ),
        ]


def beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Rows that come after a place in an order; the first column alone as well, for the sake of its index."""
    found, same = Q(), Q()
    for name, value in zip(order, place, strict=True):
        column, way = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        found |= same & Q(**{f"{column}__{way}": value})
        same &= Q(**{column: value})
    first, way = order[0].removeprefix("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{way}": place[0]}) & found


def _after(rows: Any, order: Sequence[str], place: Sequence[Any]) -> Any:
    """Rows that are gathered (accounts.api.gathered) know by themselves which come after a place."""
    if not place:
        return rows
    return rows.after(order, place) if hasattr(rows, "after") else rows.filter(beyond(order, place))


def _page_size(request: Request, largest: int) -> int:
    """A number out of bounds is refused, not quietly replaced."""
    given = request.query_params.get("page_size", str(PAGE_SIZE))
    size = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if not 1 <= size <= largest:
        raise ValidationError({"page_size": [f"应为 1–{largest} 的整数。"]})
    return size


def _is_counted(request: Request) -> bool:
    said = request.query_params.get("count", "0")
    if said not in ("0", "1"):
        raise ValidationError({"count": ["应为 0 或 1。"]})
    return said == "1"


def _position(request: Request, signer: Signer, length: int) -> list[Any]:
    given = request.query_params.get("cursor")
    if given is None:
        return []
    try:
        place = signer.unsign_object(given)
    except (BadSignature, ValueError):  # the second: what is no text at all
        place = None
    if not isinstance(place, list) or len(place) != length:
        raise ValidationError({"cursor": [BAD_CURSOR]})
    return place


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
