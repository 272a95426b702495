"""The forms of a list beside JSON, and the parameters that every resource has, as the document tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter

# By the name that `format=` gives; a form that is missing here fails a test.
FORMS = {
    "csv": "整个列表，逗号分隔（RFC 4180），UTF-8。第一行为列名：成员之内的成员以 _ 相连（region_code），"
    "数值分为 _op、_value、_text、_max、_kind、_cumulative、_members 各列；没有数据为空。",
    "parquet": "整个列表，Apache Parquet。列与 csv 相同，带类型：小数为 decimal，日期、时间为其本身；"
    "没有数据为 null。",
    "xlsx": "整个列表，Excel 工作簿，供人查看。列与 csv 相同；没有数据为空格子。",
    "sdmx-json": "SDMX-JSON 2.0 的结构消息：数据流、数据结构定义、概念和代码表。",
    "sdmx-ml": "SDMX-ML 3.0 的结构消息，内容与 sdmx-json 相同。",
    "sdmx-csv": "整个列表，SDMX-CSV 2.0：维度、数值和属性，代码取自 /api/v1/sdmx/structure/ 的代码表。",
}
ETAG = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="上次答复的 ETag；内容没有变化时答复 304，不再传送",
)
# Parameters that only some forms have, by name.
OF_FORMS = {
    "bom": OpenApiParameter(
        "bom",
        str,
        enum=["0", "1"],
        description="只用于 csv：1 为供 Excel 打开——开头加 BOM，使 Excel 正确显示中文；"
        "会被 Excel 当作公式的文字（以 = + - @ 等开头，数值除外）前加一个撇号 '",
    ),
}


def fields_parameter(members: Sequence[str]) -> OpenApiParameter:
    schema = {
        "type": "array",
        "items": {"type": "string", "enum": list(members)},
        "minItems": 1,
    }
    said = "只要这些成员，逗号分隔；成员之内的写作 region.code。不给则为全部成员，没有数据的为 null"
    return OpenApiParameter("fields", schema, description=said, style="form", explode=False)


def format_parameter(names: Sequence[str]) -> OpenApiParameter:
    return OpenApiParameter(
        "format", str, enum=list(names), description="答复的格式，先于请求头 Accept；不给则为 json"
    )


def table(name: str, media_type: str, columns: Sequence[str]) -> dict[str, Any]:
    """The media type object of a form: text with its line of names, or bytes."""
    said = FORMS.get(name, "")
    if media_type.startswith("text/"):
        return {"schema": {"type": "string", "description": said}, "example": ",".join(columns) + "\r\n"}
    return {"schema": {"type": "string", "format": "binary", "description": said}}


def headers(*, conditional: bool, is_table: bool) -> dict[str, Any]:
    """Of a successful answer."""
    found = {}
    if conditional:
        found["ETag"] = _header("内容的标记，下次请求以 If-None-Match 带回；流式传送的表格没有")
    if is_table:
        found["Content-Disposition"] = _header("表格的文件名")
    return found


def _header(description: str, kind: str = "string") -> dict[str, Any]:
    return {"description": description, "schema": {"type": kind}}


REPLAYED = {"Idempotent-Replayed": _header("true：这是此前同一标识的请求的答复，没有再次办理")}
UNCHANGED = {
    "description": "没有变化：内容与 If-None-Match 所指的相同",
    "headers": {"ETag": _header("内容的标记")},
}
RETRY_AFTER = {"Retry-After": _header("需要等待的秒数", "integer")}
