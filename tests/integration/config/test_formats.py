"""Every form of a list holds the same: JSON page after page, CSV, Parquet, a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from structlog.testing import capture_logs

from accounts.api.resource import Resource
from config.api import RESOURCES
from indicators.calc import parse_figure
from indicators.models import Actual
from indicators.services.annual import set_annual_targets
from indicators.services.assessment import assess_everything
from indicators.services.figures import Reported, record_published
from plans.services import Pledge, add_commitments
from reporting.services import open_round
from tests.integration.config import tables
from tests.integration.paging import all_rows
from tests.integration.snapshot import restored
from tests.integration.world import AT, World, build_world

Caller = Callable[[str], Client]
KINDS = (
    ">90", "8—10", "10∶40∶50", "完成国家下达任务", "—", "〔350〕", "−3.5", "左右", "0", "123456789.123456",
)  # fmt: skip
HOSTILE = (
    '一行\n"两行",逗号;分号',
    "=HYPERLINK(\"http://x.example\",\"点我\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "\t=1+1",
    "<r>😀 https://x.example/ &amp; _x0041_</r>。",
    "长" * 200,
    "-5",
    " 前后有空格 ",
)  # fmt: skip
FORMS: dict[str, Any] = {
    "csv": (tables.as_csv, tables.agrees_in_csv),
    "parquet": (tables.as_parquet, tables.agrees_in_parquet),
    "xlsx": (
        lambda program, path: tables.rows_of_sheet(tables.as_workbook(program, path)),
        tables.agrees_in_workbook,
    ),
}


@pytest.fixture
def world(db: None) -> World:
    return restored("every kind of figure and hostile texts", build_rich)


def build_rich() -> World:
    """Figures of every kind in 西县 (980102), which has no plan; all other resources in 甲市."""
    world = build_world()
    texts = zip(KINDS, HOSTILE, strict=True)
    record_published(
        figures=[
            Reported(
                "980102", world.indicators["new_jobs"].pk, 2015 + place, parse_figure(text),
                source=hostile, note=hostile, numerator=Decimal("234567890.123456"),
            )
            for place, (text, hostile) in enumerate(texts)
        ],
        at=AT,
    )  # fmt: skip
    pledges = [Pledge(name=text[:120], section=text[:80], quantity=Decimal("0.5")) for text in HOSTILE]
    add_commitments(plan_id=world.plans["980100"].pk, pledges=pledges, by=None, at=AT)
    row = world.row("980100", "pension")
    set_annual_targets(plan_indicator_id=row.pk, figures={2023: parse_figure(">93")}, by=None, at=AT)
    open_round(
        region_id="980100", year=2025, opens_date=date(2025, 1, 5), due_date=date(2025, 3, 31),
        by=world.people["planner"], at=AT,
    )  # fmt: skip
    assess_everything(at=AT)
    return world


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", RESOURCES)
def test_every_form_holds_what_json_says(world: World, with_token: Caller, name: str, form: str) -> None:
    program = with_token("planner")
    said = [tables.flat(row) for row in all_rows(program, f"{name}/?page_size=7")]
    read, agrees = FORMS[form]
    given = read(program, f"{name}/?")
    assert len(said) == len(given) > 0
    for place, (row, table_row) in enumerate(zip(said, given, strict=True)):
        assert not list(tables.differences(row, table_row, agrees)), place


@pytest.mark.parametrize("name", RESOURCES)
def test_columns_follow_the_members_and_have_a_meaning(world: World, with_token: Caller, name: str) -> None:
    from pyarrow.parquet import read_schema

    program = with_token("planner")
    file = io.BytesIO(tables.content(program, f"{name}/?format=parquet"))
    schema = read_schema(file)
    (row, *_) = all_rows(program, f"{name}/?page_size=1")[:1]
    members = list(row)
    owners = [
        max((each for each in members if f"{column}_".startswith(f"{each}_")), key=len)
        for column in schema.names
    ]
    assert sorted(owners, key=members.index) == owners
    assert [field.name for field in schema if not field.metadata[b"description"]] == []
    assert schema.metadata[b"address"].decode() == f"http://testserver/api/v1/{name}/?format=parquet"
    assert schema.metadata[b"rule_version"]


@pytest.mark.parametrize("form", FORMS)
def test_the_figures_of_every_kind_are_exact(world: World, with_token: Caller, form: str) -> None:
    """Named here one by one, so that a fault common to JSON and the tables shows."""
    rows = FORMS[form][0](with_token("planner"), "actuals/?region=980102&")
    assert [row["figure_text"] for row in rows] == list(KINDS)
    found = [(row["figure_op"], row["figure_kind"], _text(row["figure_value"])) for row in rows]
    numbers = ["90", "8", "", "", "", "350", "-3.5", "", "0", "123456789.123456"]
    kinds = ["number", "range", "ratio", "words", "missing", "number", "number", "words", "number", "number"]
    assert [kind for _, kind, _ in found] == kinds
    assert [op for op, *_ in found[:2]] == [">", ">="]
    for (_, _, value), number in zip(found, numbers, strict=True):
        assert value == number or Decimal(value) == Decimal(number)
    assert [row["note"] for row in rows] == list(HOSTILE)
    cumulative = {"csv": "true", "parquet": True, "xlsx": "是"}[form]
    assert [row["figure_text"] for row in rows if row["figure_cumulative"] == cumulative] == ["〔350〕"]
    assert Decimal(str(rows[0]["numerator"])) == Decimal("234567890.123456")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def test_csv_is_plain_unless_it_is_for_excel(world: World, with_token: Caller) -> None:
    program = with_token("planner")
    plain = tables.content(program, "actuals/?region=980102&format=csv")
    marked = tables.content(program, "actuals/?region=980102&format=csv&bom=1")
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert plain.count(b"\r\n") == len(KINDS) + 1
    assert marked.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(marked.decode("utf-8-sig"), newline="")))
    notes = [row["note"] for row in rows]
    dangerous = HOSTILE[1:6]
    assert notes == [f"'{text}" if text in dangerous else text for text in HOSTILE]
    assert [row["figure_text"] for row in rows] == list(KINDS)
    assert {row["figure_op"] for row in rows} == {"=", ">", ">="}


def test_a_workbook_explains_itself(world: World, with_token: Caller) -> None:
    program = with_token("planner")
    lines = tables.as_workbook(program, "actuals/?region=980102&year=2016&fields=region,year,figure&")
    assert lines[1][:3] == ["region_code", "region_name", "year"]
    assert all(heading and not heading.isascii() for heading in lines[0])
    assert len(lines) == 3
    notes = tables.as_workbook(program, "actuals/?region=980102&year=2016&", sheet=1)
    words = "\n".join(str(cell) for line in notes for cell in line)
    for said in ("实绩", "region=980102", "year=2016", "桂划", "空格表示没有数据，不是 0", "figure_value"):
        assert said in words
    assert any(line[:2] == ["行数", "1"] for line in notes)


def test_no_text_of_a_workbook_is_a_formula_or_a_link(world: World, with_token: Caller) -> None:
    from zipfile import ZipFile

    data = tables.content(with_token("planner"), "actuals/?region=980102&format=xlsx")
    with ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/" in name]
    assert sheets
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)


def test_too_many_rows_for_a_workbook_are_told_with_their_number(
    world: World, with_token: Caller, settings: Any
) -> None:
    settings.XLSX_ROWS = 9
    program = with_token("planner")
    assert len(tables.as_workbook(program, "indicators/?")) == 6
    answer = program.get("/api/v1/actuals/?region=980102&format=xlsx")
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "too_many_rows")
    assert (said["rows_found"], said["rows_allowed"]) == (10, 9)
    assert "parquet" in said["detail"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/csv", "csv"),
        ("application/vnd.apache.parquet", "parquet"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ],
)
def test_the_header_accept_will_do(world: World, with_token: Caller, accept: str, form: str) -> None:
    answer = with_token("planner").get("/api/v1/plans/", headers={"Accept": accept})
    assert answer["Content-Type"].split(";")[0] == accept
    assert answer["Content-Disposition"] == f'attachment; filename="plans.{form}"'
    assert b"".join(tables.pieces(answer))


@pytest.mark.parametrize("form", FORMS)
def test_head_answers_without_reading_the_rows(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int], form: str
) -> None:
    program, path = with_token("planner"), f"/api/v1/plan-indicators/?subtree=980100&format={form}"
    whole = program.get(path)
    assert b"".join(tables.pieces(whole))
    head = program.head(path)
    assert (head.status_code, head.headers["Content-Disposition"]) == (200, whole["Content-Disposition"])
    assert head["Content-Disposition"] == f'attachment; filename="plan-indicators-subtree-980100.{form}"'
    assert b"".join(tables.pieces(head)) == b""
    reading = count_queries(lambda: tables.content(program, path.removeprefix("/api/v1/")))
    assert count_queries(lambda: program.head(path)) < reading


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("parameter", ["cursor", "page_size", "count"])
def test_parameters_of_pages_are_not_for_tables(
    world: World, with_token: Caller, form: str, parameter: str
) -> None:
    said = with_token("planner").get(f"/api/v1/plans/?format={form}&{parameter}=1").json()
    assert (said["code"], [each["parameter"] for each in said["errors"]]) == (
        "unknown_parameter",
        [parameter],
    )


@pytest.mark.parametrize("query", ["bom=1", "format=json&bom=1", "format=parquet&bom=1", "format=xlsx&bom=1"])
def test_the_mark_for_excel_is_for_csv_only(world: World, with_token: Caller, query: str) -> None:
    said = with_token("planner").get(f"/api/v1/plans/?{query}").json()
    assert (said["code"], [each["parameter"] for each in said["errors"]]) == ("unknown_parameter", ["bom"])


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_list_is_an_empty_table(world: World, with_token: Caller, form: str) -> None:
    program, path = with_token("planner"), "actuals/?region=980201&year=1999&"
    assert all_rows(program, path) == []
    assert FORMS[form][0](program, path) == []
    if form == "csv":
        assert tables.content(program, f"{path}format=csv").startswith(b"id,")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", RESOURCES)
def test_queries_grow_with_chunks_not_with_rows(
    world: World,
    with_token: Caller,
    count_queries: Callable[[Callable[[], object]], int],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    form: str,
) -> None:
    program = with_token("planner")

    def queries(chunk: int) -> int:
        monkeypatch.setattr(RESOURCES[name][1], "chunk", chunk)
        return count_queries(lambda: tables.content(program, f"{name}/?format={form}"))

    queries(1000)
    rows = len(all_rows(program, f"{name}/?page_size=200"))
    one, each = queries(rows), queries(1)
    assert one <= 20  # a query for each row is refused by django-zeal as well
    assert each - one <= 12 * (rows - 1)


def test_rows_are_read_as_they_are_sent(
    world: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first bytes are there when one chunk was read, and never is more than one chunk waiting."""
    monkeypatch.setattr(Resource, "chunk", 2)
    read = _spied(monkeypatch)
    answer = with_token("planner").get("/api/v1/actuals/?format=csv")
    sent = 0
    assert read == [2]
    for piece in tables.pieces(answer):
        sent += len(piece.splitlines())
        assert sum(read) <= sent + 2
    assert sum(read) == Actual.objects.filter(accepted__isnull=False).count()


def _spied(monkeypatch: pytest.MonkeyPatch, breaks_at: int = 10**9) -> list[int]:
    """How many rows each chunk read has had; the database goes away at one of them."""
    read: list[int] = []
    viewset = RESOURCES["actuals"][1]
    told = viewset.told

    def counting(self: Resource, rows: Any) -> Any:
        read.append(len(rows))
        if len(read) == breaks_at:
            raise ConnectionError("the database is gone")
        return told(self, rows)

    monkeypatch.setattr(viewset, "told", counting)
    return read


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_breaks_in_the_middle_breaks_the_transfer(
    world: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch, form: str, encoding: str
) -> None:
    monkeypatch.setattr(Resource, "chunk", 2)
    monkeypatch.setattr("config.formats.parquet.GROUP", 2)
    _spied(monkeypatch, breaks_at=3)
    program, path = with_token("planner"), f"/api/v1/actuals/?format={form}"
    answer = program.get(path, headers={"Accept-Encoding": encoding})
    assert answer.status_code == 200
    with capture_logs() as logs, pytest.raises(ConnectionError):
        list(tables.pieces(answer))
    assert [(each["event"], each["address"]) for each in logs] == [("api.table_broken", path)]


@pytest.mark.parametrize("form", FORMS)
def test_what_breaks_at_once_is_told_as_a_problem(
    world: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    _spied(monkeypatch, breaks_at=1)
    program = with_token("planner")
    program.raise_request_exception = False
    answer = program.get(f"/api/v1/actuals/?format={form}")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")


def test_a_workbook_leaves_nothing_behind(
    world: World, with_token: Caller, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    program, path = with_token("planner"), "/api/v1/actuals/?format=xlsx"
    assert b"".join(tables.pieces(program.get(path)))
    unread = program.get(path)
    request_finished.disconnect(close_old_connections)  # it would end this test's own transaction
    try:
        unread.close()
    finally:
        request_finished.connect(close_old_connections)
    monkeypatch.setattr(Resource, "chunk", 2)
    _spied(monkeypatch, breaks_at=3)
    with pytest.raises(ConnectionError):
        program.get(path)
    assert list(tmp_path.iterdir()) == []
