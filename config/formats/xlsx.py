"""An Excel workbook for people: the list with Chinese headings, and a sheet that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from accounts.api import ProblemError, Resource
from config.api import RESOURCES
from config.formats.columns import Column
from config.formats.sheets import Notes, Rows, opened
from config.formats.tables import Chunks, Table
from indicators.calc import RULE_VERSION

BLOCK = 1 << 18  # bytes given on at a time
KINDS = {
    "text": "文字",
    "whole": "整数",
    "decimal": "小数",
    "truth": "是/否",
    "date": "日期",
    "instant": "时刻",
}
REMARKS = (
    "空格表示没有数据，不是 0。",
    "数按所给的精确值写出；超过 15 位有效数字的写成文字，因为 Excel 的数字只能存 15 位。",
    "一个数分为几列：符号（> ≥ 等是区间，不是确数）、数值、原文，原文照印。",
    "编号、代码，数的形式、区间上端、累计、比例各档折叠在旁，点列上方的 + 展开。",
)


class Xlsx(Table):
    """Made whole in a temporary folder before the answer begins; never more than settings.XLSX_ROWS rows."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = "xlsx"

    def check(self, view: Resource, rows: Any) -> None:
        count, most = rows.count(), settings.XLSX_ROWS
        if count > most:
            raise ProblemError(
                "too_many_rows",
                f"共 {count:,} 行，Excel 工作簿最多 {most:,} 行。"
                "请加筛选条件，或改用 format=csv 或 format=parquet，行数不限。",
                rows_found=count,
                rows_allowed=most,
            )

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        with TemporaryDirectory(prefix="table-") as folder:
            path = Path(folder) / "table.xlsx"
            _make(path, columns, chunks, view)
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    yield block


def _make(path: Path, columns: Sequence[Column], chunks: Chunks, view: Resource) -> None:
    """Rows are on the disk as soon as the next one begins, so that memory does not grow with their number."""
    label = RESOURCES[view.basename][0]
    chunks = iter(chunks)
    first = next(chunks, ())
    with opened(path, label) as workbook:
        rows = Rows(workbook, label, columns, first)
        for chunk in chain([first], chunks):
            rows.write(chunk)
        rows.finish()
        notes = Notes(workbook, f"{label}：说明")
        notes.facts(_facts(view, label, rows.count))
        notes.table(
            ("列", "名称", "类型", "含义"),
            [(each.name, heading, KINDS[each.kind], each.meaning) for each, heading in rows.headed],
        )


def _facts(view: Resource, label: str, count: int) -> list[tuple[str, str]]:
    user: Any = view.request.user
    asked = view.request.query_params
    conditions = [_condition(view, name, str(asked[name])) for name in asked if name != "format"]
    return [
        ("内容", label),
        ("行数", f"{count:,}"),
        *(("条件", said) for said in conditions or ["没有条件：您能看到的全部"]),
        ("地址", view.request.build_absolute_uri()),
        ("取得人", f"{user.name}（{user.get_username()}）"),
        ("取得时间", f"{localtime():%Y-%m-%d %H:%M:%S}（{settings.TIME_ZONE}，下同）"),
        ("版本", f"接口 {settings.SPECTACULAR_SETTINGS['VERSION']}，评价规则 {RULE_VERSION}"),
        *(("说明", remark) for remark in REMARKS),
    ]


def _condition(view: Resource, name: str, value: str) -> str:
    """As it was asked, with the words of the filter."""
    filterset: Any = getattr(view, "filterset_class", None)
    found = filterset.base_filters.get(name) if filterset else None
    if found is None:
        return f"{name}={value}"
    words = dict(found.extra.get("choices", ())).get(value)
    meaning = re.split("[；，。：]", str(found.extra.get("help_text", "")))[0]
    return f"{name}={value}　{meaning}{f'：{words}' if words else ''}"
