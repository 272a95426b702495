"""What the API reads from the body of a request."""

from __future__ import annotations

import json
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.json import strict_constant

UTF8 = ("utf-8", "utf8", "us-ascii")


class JsonBody(BaseParser):
    """JSON in UTF-8 that can be sent back: half a surrogate pair cannot, nor what is nested beyond measure.

    No member twice: readers differ in which of the two they would take.
    """

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        charset = parser_context["request"].content_params.get("charset", "utf-8")
        if charset.lower() not in UTF8:
            raise UnsupportedMediaType(media_type or "")
        text = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(text) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            found = json.loads(text.decode(), object_pairs_hook=_members, parse_constant=strict_constant)
            json.dumps(found, ensure_ascii=False).encode()
        except (RecursionError, ValueError) as error:  # the second: also what is no text
            raise ParseError(_what_is_wrong(error)) from error
        return found


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 的写法。请改正后再发。"
    return "请求内容应为 UTF-8 编码的 JSON：成员不重复，没有 NaN，数和嵌套不过长。请改正后再发。"


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a member stands twice")
    return found
