"""Looking regions up, and the tree as it is browsed."""

from __future__ import annotations

from django.db.models import Count, Q

from regions.codes import is_code
from regions.models import Region, RegionQuerySet


def region_exists(code: str) -> bool:
    """Whether there is a region with this code; no query for what is no code at all."""
    return is_code(code) and Region.objects.filter(pk=code).exists()


def tops() -> list[Region]:
    """Regions without a parent: the nation, and 示范省 where it is loaded."""
    return list(Region.objects.filter(parent=None).annotate(child_count=Count("children")).order_by("code"))


def region_with_path(code: str) -> Region | None:
    """The region with its ancestors and its successor."""
    if not is_code(code):
        return None
    found = Region.objects.filter(pk=code).select_related("parent__parent__parent", "successor")
    return found.first()


def children_of(region: Region) -> list[Region]:
    """In the order of their codes, each with `child_count`."""
    found = Region.objects.filter(parent=region).select_related("successor")
    return list(found.annotate(child_count=Count("children")).order_by("code"))


def matching(text: str) -> RegionQuerySet:
    """Regions by part of the name or the beginning of the code."""
    found = Region.objects.filter(Q(name__icontains=text) | Q(code__startswith=text))
    return found.select_related("parent__parent", "successor").order_by("code")
