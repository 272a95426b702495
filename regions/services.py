"""Bringing regions in; zones outside GB/T 2260."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.services import Person, record
from regions.codes import is_code, zone_codes
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


@transaction.atomic
def add_zone(
    *, parent_id: str, name: str, valid_from: date | None, by: Person | None, at: datetime
) -> Region:
    """A zone outside GB/T 2260, under the first free of the codes left for zones (`codes.zone_codes`). A code
    once given is never given again. ValidationError where none is left.
    """
    parent = Region.objects.select_for_update(of=("self",)).get(pk=parent_id)
    codes = zone_codes(parent.code)
    taken = set(Region.objects.filter(pk__in=codes).values_list("pk", flat=True))
    free = [code for code in codes if code not in taken]
    if not codes:
        raise ValidationError(f"{parent}的代码之下没有余地，开发区、新区请设在所属的省或市之下。")
    if not free:
        raise ValidationError(f"{parent}之下留给开发区、新区的 {len(codes)} 个代码已用完，不能再增加。")
    zone = Region(
        code=free[0], name=name.strip(), level=Region.Level.COUNTY, parent=parent, valid_from=valid_from,
        is_standard=False, is_fictional=parent.is_fictional,
    )  # fmt: skip
    _check_zone(zone)
    zone.save(force_insert=True)
    record("zone.added", subject=zone, by=by, at=at, region_code=zone.code, name=zone.name)
    return zone


@transaction.atomic
def change_zone(*, code: str, name: str, valid_to: date | None, by: Person | None, at: datetime) -> Region:
    """Another name, the last day, or neither. What the zone reported stays readable."""
    zone = Region.objects.select_for_update(of=("self",)).get(pk=code)
    if not zone.is_zone:
        raise ValidationError(f"{zone}是 GB/T 2260 中的行政区划，随国家标准更新，不能在这里修改。")
    old = {"name": zone.name, "valid_to": str(zone.valid_to or "")}
    zone.name, zone.valid_to = name.strip(), valid_to
    new = {"name": zone.name, "valid_to": str(zone.valid_to or "")}
    if new == old:
        return zone
    _check_zone(zone)
    zone.save(update_fields=["name", "valid_to"])
    record("zone.changed", subject=zone, by=by, at=at, region_code=zone.code, old=old, new=new)
    return zone


def _check_zone(zone: Region) -> None:
    """Said of the field; the database only knows the constraints."""
    others = Region.objects.filter(parent=zone.parent_id, name=zone.name, valid_to=None).exclude(pk=zone.pk)
    if zone.valid_to is None and others.exists():
        raise ValidationError({"name": f"{zone.parent}之下已有名为“{zone.name}”的地区。"})
    if zone.valid_from and zone.valid_to and zone.valid_to < zone.valid_from:
        raise ValidationError({"valid_to": f"停用日期不能早于启用日期 {zone.valid_from}。"})
    zone.full_clean()
