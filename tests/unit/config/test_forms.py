"""What the forms of tables do with single values."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from config.formats.cells import is_held, shortened
from config.formats.columns import Column, Kind, Said
from config.formats.csv import harmless
from config.formats.parquet import Parquet
from config.formats.sheets import Rows, opened
from plans.serializers import decimal_text


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1+1",
        "+a",
        "==",
    ],
)
def test_a_text_that_excel_would_calculate_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "-",
        ">=",
        "~",
        "-5",
        "+5",
        "-3.25",
        "-1,234.5%",
        "—",
        "5=5",
        "甲=乙",
        "'=1",
        "〔350〕",
        "10∶40∶50",
    ],
)
def test_signs_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("0.000001", "0.000001"), ("5.500000", "5.5"), ("-0.00", "0"), ("100", "100")],
)
def test_a_decimal_is_written_in_full(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Decimal("123456789.123456"), True), (Decimal("1234567890.123456"), False),
        (Decimal("1234567890.123450"), True), (Decimal("91.6"), True), (10**15 - 1, True), (10**15, False),
    ],
)  # fmt: skip
def test_a_number_stands_in_a_workbook_where_no_digit_is_lost(value: Decimal | int, held: bool) -> None:
    assert is_held(value) is held


@pytest.mark.parametrize(
    ("meanings", "heading"),
    [
        (["数据范围；accepted 已接收"], "数据范围"),
        (["完成率（%），缺数为空"], "完成率（%）"),
        (["地区", "代码；六位行政区划代码（GB/T 2260；演示地区为 98 开头）"], "地区：代码"),
        (["目标（当年有效）；修订前的：见版本", "数值；没有的为空"], "目标：数值"),
        (["", "名称"], "名称"),
    ],
)
def test_a_heading_is_the_beginning_of_the_meanings(meanings: list[str], heading: str) -> None:
    said = Said()
    for meaning in meanings:
        said = said.and_then(meaning)
    assert said == Said("：".join(filter(None, meanings)), heading)


def test_cells_of_a_workbook_come_back_as_they_were(tmp_path: Path) -> None:
    texts = ["<r>a</r>。", "<r>a", "a_x000D_b", "_x0041_", " a\n", "=1+1", "https://x.example/", "5"]
    assert read_back(tmp_path, "text", texts) == texts
    assert read_back(tmp_path, "text", ["<r>a</r>", None, ""]) == ["<r>a</r> ", "", ""]
    days = [date(2025, 12, 31), date(1900, 1, 1), date(1899, 12, 31)]
    assert read_back(tmp_path, "date", days) == [*days[:2], "1899-12-31"]
    numbers = [
        Decimal("-0.000001"),
        Decimal("9.99999999999999"),
        Decimal("1234567890.123456"),
        Decimal("1E+3"),
    ]
    assert read_back(tmp_path, "decimal", numbers) == [-0.000001, 9.99999999999999, "1234567890.123456", 1000]


def read_back(folder: Path, kind: Kind, values: list[Any]) -> list[Any]:
    """A column of a workbook as calamine reads it."""
    from python_calamine import CalamineWorkbook

    path = folder / "table.xlsx"
    with opened(path, "表") as workbook:
        rows = Rows(workbook, "表", [Column("value", kind, "数值", list)], values)
        rows.write(values)
        rows.finish()
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [value for (value,) in lines[2:]] + [""] * (len(values) + 2 - len(lines))


def test_a_text_longer_than_a_cell_ends_visibly() -> None:
    assert shortened("长" * 32_767) == "长" * 32_767
    assert shortened("长" * 32_768) == "长" * 32_766 + "…"


def written(values: list[Any], chunks: int = 1) -> list[bytes]:
    """A table of one column of decimals."""
    column = Column("value", "decimal", "数值", lambda rows: [row["value"] for row in rows])
    request = SimpleNamespace(build_absolute_uri=lambda: "http://testserver/")
    rows: Any = [[{"value": value} for value in values]] * chunks
    return list(Parquet().written([column], rows, SimpleNamespace(request=request)))  # type: ignore[arg-type]


def test_parquet_keeps_every_digit_and_refuses_what_it_cannot_keep() -> None:
    from pyarrow.parquet import read_table

    exact = [Decimal("1E+3"), Decimal("-0.000001"), None, Decimal("12345678901234567890.123456")]
    table = read_table(io.BytesIO(b"".join(written(exact))))
    assert table["value"].to_pylist() == exact
    with pytest.raises(ValueError, match="data loss") as refused:
        written([Decimal("0.1234567")])
    assert refused.value.__notes__ == ["in the column value"]


def test_parquet_is_sent_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow.parquet import ParquetFile

    monkeypatch.setattr("config.formats.parquet.GROUP", 4)
    pieces = written([Decimal(1), Decimal(2)], chunks=5)
    assert len([piece for piece in pieces if piece]) == 3
    assert ParquetFile(io.BytesIO(b"".join(pieces))).num_row_groups == 3


def test_what_only_tables_need_is_not_loaded_when_the_site_starts() -> None:
    code = (
        "import sys, config.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in ('pyarrow', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
