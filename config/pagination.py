"""Pages of the API: a cursor, so that rows neither repeat nor go missing while the record grows."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.db import DataError
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

BAD_CURSOR = "游标不能识别。请使用上一页答复中 next 的地址，不要自行修改。"
BASE64 = re.compile(r"[A-Za-z0-9+/]+=*")
PAGE_SCHEMA = {"type": ["string", "null"], "format": "uri", "example": None}


class CursorPages(CursorPagination):
    """Up to 1,000 rows a page, in the view's own stable order.

    The first column of that order must not repeat in more than 1,000 rows: the cursor counts through repeats.
    """

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000
    cursor_query_description = "上一页答复中 next 所带的游标"
    page_size_query_description = "每页行数"

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return tuple(view.ordering)

    def get_page_size(self, request: Request) -> int:
        """A number out of bounds is refused, not quietly replaced."""
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        size = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
        if not 1 <= size <= self.max_page_size:
            raise ValidationError({self.page_size_query_param: [f"应为 1–{self.max_page_size} 的整数。"]})
        return size

    def decode_cursor(self, request: Request) -> Cursor | None:
        try:
            # Strictly: REST framework skips what is not base64, and would start again from the first page.
            if not BASE64.fullmatch(request.query_params.get(self.cursor_query_param, "AA==")):
                raise NotFound
            return super().decode_cursor(request)
        except NotFound:
            raise ValidationError({self.cursor_query_param: [BAD_CURSOR]}) from None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, OverflowError, DataError, Invalid):  # a position that the column cannot hold
            if self.cursor_query_param not in request.query_params:
                raise
            raise ValidationError({self.cursor_query_param: [BAD_CURSOR]}) from None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**PAGE_SCHEMA, "description": "下一页的地址；没有下一页为 null"},
                "previous": {**PAGE_SCHEMA, "description": "上一页的地址；没有上一页为 null"},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        cursor, size = super().get_schema_operation_parameters(view)
        size["schema"] = {
            "type": "integer",
            "minimum": 1,
            "maximum": self.max_page_size,
            "default": self.page_size,
        }
        return [cursor, size]
