"""`load_plans` on broken fixtures: a sentence that says where, status 1, and the record as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from indicators.models import Actual, ActualVersion, Indicator, Verdict
from plans.models import Plan
from regions.models import Region

REGIONS = (
    "code,name,level,parent_code,standard,valid_from,valid_to\n100000,全国,country,,yes,,\n"
    "430000,湖南省,province,100000,yes,,\n"
)
COLUMNS = "region_code,indicator,year,op,value,unit,text,scope,since_year,use,estimate,source"
ACTUAL = "430000,jobs,2021,=,70,万人,70,,,yes,no,公报"
INDICATOR = {
    "code": "jobs", "name": "新增就业", "unit": "万人", "domain": "就业", "basis": "cumulative",
    "sense": "higher", "definition": "净增就业人数。", "limit_low": "0",
}  # fmt: skip
ROW = {
    "name": "新增就业", "indicator": "jobs", "unit": "万人", "target_year": 2025,
    "target": {"op": "=", "value": "350", "cumulative": True, "text": "〔350〕"},
}  # fmt: skip
PLAN = {
    "region": "430000", "title": "湖南规划", "start_year": 2021, "end_year": 2025, "state": "published",
    "indicators": [ROW],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "regions.csv").write_text(REGIONS, "utf-8")
    (tmp_path / "tile_grid.csv").write_text("code,parent_code,row,col\n430000,,6,5\n", "utf-8")
    write(tmp_path / "catalogue.json", [INDICATOR])
    write(tmp_path / "plans" / "hunan.json", PLAN)
    actuals(tmp_path, ACTUAL)
    return tmp_path


def write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def actuals(folder: Path, *lines: str) -> None:
    (folder / "actuals.csv").write_text("\n".join([COLUMNS, *lines]) + "\n", "utf-8")


def load(folder: Path) -> None:
    call_command("load_plans", fixtures=str(folder))


def refused(folder: Path) -> str:
    """What the command says; nothing of the fixtures may be left behind."""
    with pytest.raises(CommandError) as error:
        load(folder)
    for model in (Region, Indicator, Plan, Actual, ActualVersion, Event):
        assert not model._default_manager.exists(), model
    return str(error.value)


@pytest.mark.django_db(transaction=True)
def test_sound_fixtures_are_loaded_once_and_judged(folder: Path) -> None:
    load(folder)
    load(folder)
    assert (Plan.objects.count(), ActualVersion.objects.count()) == (1, 1)
    assert Verdict.objects.filter(year=2021, standing="accepted").exists()


@pytest.mark.parametrize(
    "name", ["regions.csv", "tile_grid.csv", "catalogue.json", "actuals.csv", "plans/hunan.json"]
)
def test_a_file_in_another_encoding_is_named(db: None, folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_text("utf-8").encode("gb18030") + "文".encode("gb18030"))
    assert f"{path.name} 不是 UTF-8 编码" in refused(folder)


@pytest.mark.parametrize("name", ["regions.csv", "tile_grid.csv", "catalogue.json", "actuals.csv"])
def test_a_missing_file_is_named(db: None, folder: Path, name: str) -> None:
    (folder / name).unlink()
    said = refused(folder)
    assert "没有文件" in said
    assert name in said


def test_missing_folders_are_named(db: None, folder: Path) -> None:
    assert "没有文件" in refused(folder / "nowhere")
    (folder / "plans" / "hunan.json").unlink()
    (folder / "plans").rmdir()
    assert "没有目录" in refused(folder)


@pytest.mark.parametrize(
    "text",
    [
        '{"region": ',
        "[" * 100_000,
        '{"start_year": 1e999999999999999999999}',
        '{"a": ' + "9" * 5000 + "}",
        "",
    ],
)
def test_json_that_cannot_be_read_is_refused(db: None, folder: Path, text: str) -> None:
    (folder / "plans" / "hunan.json").write_text(text, "utf-8")
    said = refused(folder)
    assert "hunan.json" in said
    assert "有效的 JSON" in said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"region": "999999"}, "没有代码为“999999”的地区"),
        ({"region": ["430000"]}, "region 应是文字"),
        ({"start_year": "2021"}, "start_year “2021”应是四位年份"),
        ({"start_year": 2021.5}, "start_year “2021.5”应是四位年份"),
        ({"start_year": 2030}, "end_year 结束年不能早于起始年"),
        ({"state": "wrong"}, "state “wrong”应为"),
        ({"title": "长" * 500}, "title 确保"),
        ({"issued_date": "2021/1/1"}, "日期“2021/1/1”应写作"),
        ({"indicators": ["x"]}, "第 1 项指标 应是对象"),
        ({"indicators": [ROW, ROW]}, "指标 jobs 重复"),
        ({"indicators": []}, "还没有指标"),
        ({"indicators": [{**ROW, "indicator": "nix"}]}, "指标目录中没有 nix"),
        ({"indicators": [{**ROW, "indicator": ["jobs"]}]}, "indicator 应是文字"),
        ({"indicators": [{**ROW, "target_year": "x"}]}, "target_year “x”应是四位年份"),
        ({"indicators": [{**ROW, "attribute": "wrong"}]}, "attribute 值 'wrong' 不是有效选项"),
        ({"indicators": [{**ROW, "parent": "nix"}]}, "上级“nix”不在它之前的行中"),
        ({"indicators": [{**ROW, "target": {"op": "=", "value": "ab"}}]}, "“ab”不是数字"),
        ({"indicators": [{**ROW, "target": {"op": "=", "value": "1e30"}}]}, "超出范围"),
        ({"indicators": [{**ROW, "target": {"op": "=", "value": []}}]}, "结构比例至少有两个数"),
        ({"indicators": [{**ROW, "target": {"op": ["="], "value": "1"}}]}, "op 为"),
    ],
)
def test_broken_plans_leave_nothing(db: None, folder: Path, change: dict[str, Any], message: str) -> None:
    write(folder / "plans" / "hunan.json", PLAN | change)
    said = refused(folder)
    assert said.startswith("hunan.json")
    assert message in said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"a": 1}, "应是指标对象的数组"),
        (["a"], "应是指标对象的数组"),
        ([INDICATOR, INDICATOR], "指标 jobs 重复"),
        ([{**INDICATOR, "limit_low": "abc"}], "limit_low：“abc”不是数字"),
        ([{**INDICATOR, "basis": "zzz"}], "basis 值 'zzz' 不是有效选项"),
        ([{**INDICATOR, "decimals": "two"}], "decimals"),
        ([{**INDICATOR, "parent": ["x"]}], "不在目录中"),
        ([{**INDICATOR, "aliases": 5}], "aliases 应是文字的数组"),
        ([{**INDICATOR, "domain": None}], "缺少 domain"),
    ],
)
def test_broken_catalogues_leave_nothing(db: None, folder: Path, content: Any, message: str) -> None:
    write(folder / "catalogue.json", content)
    said = refused(folder)
    assert said.startswith("catalogue.json")
    assert message in said


def changed(column: str, value: str) -> str:
    cells = dict(zip(COLUMNS.split(","), ACTUAL.split(","), strict=True))
    return ",".join((cells | {column: value}).values())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (changed("region_code", "999999"), "没有代码为“999999”的地区"),
        (changed("indicator", "nix"), "指标目录中没有 nix"),
        (changed("year", "abc"), "第 2 行：年份应为四位数字"),
        (changed("year", "3000"), "3000 年超出范围"),
        (changed("value", ""), "第 2 行：“”不是数字"),
        (changed("value", "123456789012345678"), "超出范围"),
        (changed("unit", "光年"), "单位“光年”不能换算成目录中的“万人”"),
        (changed("text", "长" * 5000), "text 最多 200 字"),
        (f"{ACTUAL}\n{ACTUAL}", "430000 jobs 2021 年的数据重复"),
        ("430000,jobs", "第 2 行：列数不足"),
    ],
)
def test_broken_actuals_leave_nothing(db: None, folder: Path, line: str, message: str) -> None:
    actuals(folder, line)
    said = refused(folder)
    assert said.startswith("actuals.csv")
    assert message in said


def test_missing_columns_are_named(db: None, folder: Path) -> None:
    (folder / "actuals.csv").write_text("region_code,indicator\n", "utf-8")
    assert "缺少列：year、op、value" in refused(folder)


@pytest.mark.parametrize("broken", ["catalogue.json", "actuals.csv", "plans/hunan.json"])
def test_a_broken_file_leaves_what_was_there(db: None, folder: Path, broken: str) -> None:
    load(folder)
    before = snapshot()
    (folder / "regions.csv").write_text(REGIONS.replace("湖南省", "改名省"), "utf-8")
    (folder / broken).write_text("{", "utf-8")
    with pytest.raises(CommandError):
        load(folder)
    assert snapshot() == before


def snapshot() -> list[list[Any]]:
    models: tuple[Callable[..., Any], ...] = (
        Region.objects.values_list, Indicator.objects.values_list, ActualVersion.objects.values_list
    )  # fmt: skip
    return [list(rows("pk").order_by("pk")) for rows in models] + [list(Region.objects.values_list("name"))]
