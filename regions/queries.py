"""Looking regions up, and the tree as it is browsed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from regions.codes import is_code
from regions.models import Region, RegionQuerySet


def codes_known(codes: Iterable[str]) -> set[str]:
    """Those of the codes that belong to a region."""
    return set(Region.objects.filter(pk__in=list(codes)).values_list("pk", flat=True))


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
