"""Where: the tree of regions, by GB/T 2260 code."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from regions.codes import bounds, is_zone_code


class RegionQuerySet(models.QuerySet["Region"]):
    def subtree_of(self, code: str) -> Self:
        """The region itself and everything below: one indexed comparison."""
        return self.filter(code__range=bounds(code))

    def valid_on(self, day: date) -> Self:
        """Regions that existed on that day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


class Region(models.Model):
    """A place that can have plans: an administrative division, or a zone or 示范省 outside GB/T 2260."""

    class Level(models.TextChoices):
        COUNTRY = "country", "全国"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    code = models.CharField(
        "代码",
        max_length=6,
        primary_key=True,
        validators=[RegexValidator(r"^[1-9][0-9]{5}$", "代码应为六位数字。")],
    )
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="继任地区"
    )
    is_standard = models.BooleanField("列入 GB/T 2260", default=True)
    is_fictional = models.BooleanField("演示地区", default=False)
    # Its square on the schematic map of its parent: row 1 is north, column 1 west.
    tile_row = models.PositiveSmallIntegerField("示意图行", null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField("示意图列", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "地区"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(valid_to=None), name="region_name_once_under_parent"
            ),
            models.CheckConstraint(condition=~Q(parent=F("code")), name="region_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="region_validity_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_fictional=False) | Q(is_standard=False),
                name="region_fictional_is_not_standard",
            ),
            models.CheckConstraint(
                condition=Q(tile_row=None, tile_column=None)
                | Q(tile_row__isnull=False, tile_column__isnull=False),
                name="region_tile_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["country", "province", "city", "county"]), name="region_level_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def bounds(self) -> tuple[str, str]:
        """First and last code of the subtree."""
        return bounds(self.code)

    @property
    def is_zone(self) -> bool:
        """A zone outside GB/T 2260; places of the demonstration are no zones for that alone."""
        return not self.is_standard and (not self.is_fictional or is_zone_code(self.code))
