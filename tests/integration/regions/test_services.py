"""Regions: the file, single regions, and subtrees by range."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from regions.fixture_files import FixtureError
from regions.models import Region
from regions.queries import codes_known
from regions.services import add_region, load_regions, load_tiles

HEAD = "code,name,level,parent_code,standard,valid_from,valid_to\n"
TILES = "code,parent_code,row,col\n"
NATION = "100000,全国,country,,yes,,\n"


def test_load_regions_takes_the_fixture_and_takes_it_again(db: None) -> None:
    path = settings.BASE_DIR / "fixtures" / "regions.csv"
    assert load_regions(path) == 3215
    assert load_regions(path) == 3215
    assert Region.objects.count() == 3215
    assert Region.objects.subtree_of("100000").count() == 3215
    changsha = Region.objects.subtree_of("430100")
    assert changsha.filter(code__in=["430100", "430102"]).count() == 2
    assert set(changsha.values_list("parent_id", flat=True)) == {"430000", "430100"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,name\n", "缺少列：level、parent_code、standard"),
        (HEAD + "4301,长沙市,city,,yes,,\n", "第 2 行：代码“4301”不是六位数字"),
        (HEAD + NATION + "430000,湖南省,state,100000,yes,,\n", "第 3 行：层级“state”应为"),
        (HEAD + "100000,,country,,yes,,\n", "第 2 行：缺少名称"),
        (HEAD + "100000,全国,country,,yes,2025/1/1,\n", "日期“2025/1/1”应写作"),
        (HEAD + NATION + NATION, "代码 100000 重复"),
        (HEAD + "430000,湖南省,province,100000,yes,,\n", "430000 湖南省 的上级 100000 不在文件中"),
        (HEAD + NATION + "430000,湖南省,province,430000,yes,,\n", "上级 430000 层级不比它高"),
        (HEAD + NATION + "430000\n", "第 3 行：层级"),
        (HEAD + NATION + "430000," + "长" * 200_000 + ",province,100000,yes,,\n", "不是有效的 CSV"),
    ],
)
def test_load_regions_says_where_a_file_is_broken(db: None, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(FixtureError, match=message):
        load_regions(path)
    assert not Region.objects.exists()


def test_load_regions_names_a_file_that_cannot_be_read(db: None, tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    with pytest.raises(FixtureError, match="没有文件"):
        load_regions(path)
    path.write_bytes((HEAD + NATION).encode("gb18030"))
    with pytest.raises(FixtureError, match=r"regions\.csv 不是 UTF-8 编码"):
        load_regions(path)
    with pytest.raises(FixtureError, match="无法读取"):
        load_regions(tmp_path)


def test_load_tiles_takes_the_fixture_and_takes_it_again(db: None) -> None:
    load_regions(settings.BASE_DIR / "fixtures" / "regions.csv")
    path = settings.BASE_DIR / "fixtures" / "tile_grid.csv"
    assert load_tiles(path) == 3214
    assert list(Region.objects.filter(tile_row=None)) == [Region.objects.get(pk="100000")]
    with CaptureQueriesContext(connection) as again:
        assert load_tiles(path) == 3214
    assert not [query for query in again if "INSERT" in query["sql"] or "UPDATE" in query["sql"]]
    changsha = Region.objects.get(pk="430100")
    assert (changsha.name, changsha.parent_id) == ("长沙市", "430000")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,row\n", "缺少列：parent_code、col"),
        (TILES + "430100,430000,1,1\n", "第 2 行：没有代码为 430100 的地区"),
        (TILES + "980000,,0,1\n", "第 2 行：行、列“0”应为 1 到 12 的整数"),
        (TILES + "980000,,1,13\n", "第 2 行：行、列“13”应为"),
        (TILES + "980000,,一,1\n", "第 2 行：行、列“一”应为"),
        (TILES + "980000,,1\n", "第 2 行：行、列“”应为"),
        (TILES + "980000,,1,1\n980000,,1,2\n", "第 3 行：代码 980000 重复"),
        (TILES + "980000,,1,1\n980100,,1,1\n", "第 3 行：980100 与 980000 占同一方块"),
    ],
)
def test_load_tiles_says_where_a_file_is_broken(db: None, tmp_path: Path, text: str, message: str) -> None:
    add_region(code="980000", name="示范省", level="province", parent_id=None)
    path = tmp_path / "tile_grid.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(FixtureError, match=message):
        load_tiles(path)
    assert Region.objects.get().tile_row is None


def test_add_region_has_its_square(db: None) -> None:
    region = add_region(code="980000", name="示范省", level="province", parent_id=None, tile=(2, 3))
    assert (region.tile_row, region.tile_column) == (2, 3)


def test_add_region_is_outside_the_standard(db: None) -> None:
    region = add_region(code="980000", name="示范省", level="province", parent_id=None, is_fictional=True)
    assert (region.is_standard, region.is_fictional, region.bounds) == (False, True, ("980000", "989999"))
    with pytest.raises(ValidationError, match="代码"):
        add_region(code="98", name="短", level="province", parent_id=None)


def test_the_database_keeps_fiction_out_of_the_standard(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(code="980000", name="示范省", level="province", is_fictional=True)


def test_valid_on(db: None) -> None:
    add_region(code="980000", name="旧", level="province", parent_id=None)
    Region.objects.update(valid_from=date(2000, 1, 1), valid_to=date(2020, 12, 31))
    assert Region.objects.valid_on(date(2020, 12, 31)).exists()
    assert not Region.objects.valid_on(date(2021, 1, 1)).exists()
    assert not Region.objects.valid_on(date(1999, 12, 31)).exists()


def test_codes_known(db: None) -> None:
    add_region(code="980000", name="示范省", level="province", parent_id=None)
    assert codes_known(["980000", "980100"]) == {"980000"}
