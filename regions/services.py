"""Bringing regions in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from regions.codes import is_code
from regions.fixture_files import FixtureError, read_rows
from regions.models import Region

ORDER = ("country", "province", "city", "county")
COLUMNS = ("code", "name", "level", "parent_code", "standard", "valid_from", "valid_to")
TILE_COLUMNS = ("code", "parent_code", "row", "col")
FARTHEST_TILE = 12  # of rows and of columns: as many as static/css/generated.css has places


@transaction.atomic
def load_regions(path: Path) -> int:
    """Insert or update the regions of a CSV file; returns how many it holds. All of it or nothing."""
    regions = sorted(_read(path), key=lambda region: ORDER.index(region.level))
    for level in ORDER:
        Region.objects.bulk_create(
            [region for region in regions if region.level == level],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "parent", "valid_from", "valid_to", "is_standard"],
            batch_size=100,
        )
    return len(regions)


def _read(path: Path) -> list[Region]:
    found = [_region(row, where) for where, row in read_rows(path, COLUMNS)]
    _check_tree(found, path.name)
    return found


def _region(row: Mapping[str, str], where: str) -> Region:
    if not is_code(row["code"] or ""):
        raise FixtureError(f"{where}：代码“{row['code']}”不是六位数字。")
    if row["level"] not in ORDER:
        raise FixtureError(f"{where}：层级“{row['level']}”应为 {'、'.join(ORDER)} 之一。")
    if not row["name"]:
        raise FixtureError(f"{where}：缺少名称。")
    return Region(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent_id=row["parent_code"] or None,
        is_standard=row["standard"] == "yes",
        valid_from=_day(row["valid_from"], where),
        valid_to=_day(row["valid_to"], where),
    )


def _day(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FixtureError(f"{where}：日期“{text}”应写作 2025-01-31 的形式。") from None


def _check_tree(regions: Iterable[Region], name: str) -> None:
    levels: dict[str, int] = {}
    for region in regions:
        if region.code in levels:
            raise FixtureError(f"{name}：代码 {region.code} 重复。")
        levels[region.code] = ORDER.index(region.level)
    for region in regions:
        above = region.parent_id
        if above and above not in levels:
            raise FixtureError(f"{name}：{region.code} {region.name} 的上级 {above} 不在文件中。")
        if above and levels[above] >= levels[region.code]:
            raise FixtureError(f"{name}：{region.code} {region.name} 的上级 {above} 层级不比它高。")


@transaction.atomic
def load_tiles(path: Path) -> int:
    """Take each region's square on the schematic map of its parent from a CSV file; returns how many."""
    tiles = _tiles(path)
    regions = Region.objects.in_bulk()
    changed = []
    for code, (where, row, column) in tiles.items():
        region = regions.get(code)
        if region is None:
            raise FixtureError(f"{where}：没有代码为 {code} 的地区。")
        if (region.tile_row, region.tile_column) != (row, column):
            region.tile_row, region.tile_column = row, column
            changed.append(region)
    Region.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["tile_row", "tile_column"],
        batch_size=100,
    )
    return len(tiles)


def _tiles(path: Path) -> dict[str, tuple[str, int, int]]:
    """By code: where it stands in the file, row and column. No two siblings share a square."""
    found: dict[str, tuple[str, int, int]] = {}
    taken: dict[tuple[str, int, int], str] = {}
    for where, cells in read_rows(path, TILE_COLUMNS):
        code, row, column = cells["code"], _place(cells["row"], where), _place(cells["col"], where)
        if code in found:
            raise FixtureError(f"{where}：代码 {code} 重复。")
        other = taken.setdefault((cells["parent_code"], row, column), code)
        if other != code:
            raise FixtureError(f"{where}：{code} 与 {other} 占同一方块。")
        found[code] = (where, row, column)
    return found


def _place(text: str | None, where: str) -> int:
    text = text or ""
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= FARTHEST_TILE):
        raise FixtureError(f"{where}：行、列“{text}”应为 1 到 {FARTHEST_TILE} 的整数。")
    return int(text)


@transaction.atomic
def add_region(
    *,
    code: str,
    name: str,
    level: str,
    parent_id: str | None,
    is_fictional: bool = False,
    tile: tuple[int, int] | None = None,
) -> Region:
    """A region outside GB/T 2260: a zone with its own code, or a place of the demonstration. `tile`: row and
    column of its square on the schematic map of its parent.
    """
    row, column = tile or (None, None)
    region = Region(
        code=code,
        name=name,
        level=level,
        parent_id=parent_id,
        is_standard=False,
        is_fictional=is_fictional,
        tile_row=row,
        tile_column=column,
    )
    region.full_clean()
    region.save(force_insert=True)
    return region
