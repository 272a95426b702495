"""How far a person's grants reach, and the filters that follow from it; what the account pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, ForeignObjectRel, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.demo import REAL_PLACES
from accounts.models import ApiToken, Department, Grant, User
from accounts.roles import SUBTREE_ROLES, THREE_OFFICERS, Role
from regions.codes import bounds, contains
from regions.models import Region, RegionQuerySet

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class DepartmentUse:
    """A department with what points at it: the name of the kind, and how many."""

    department: Department
    uses: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Right:
    """One grant, with what its tests need."""

    region: str
    role: Role
    department_id: int | None


@dataclass(frozen=True)
class Reach:
    """Where someone may read: `rights` as granted, `own` ranges of codes, and those around."""

    rights: tuple[Right, ...]
    own: tuple[tuple[str, str], ...]
    ancestors: frozenset[str]
    parents: frozenset[str]

    def regions(self, *roles: Role) -> tuple[str, ...]:
        """Regions in which one of these roles is held."""
        return tuple(dict.fromkeys(right.region for right in self.rights if right.role in roles))

    def has(self, *roles: Role) -> bool:
        return bool(self.regions(*roles))

    def covers(self, code: str, *roles: Role) -> bool:
        """Whether one of these roles is held for this region or one above it."""
        return any(contains(region, code) for region in self.regions(*roles))


def reach_of(user: User | AnonymousUser) -> Reach:
    """The reach of a user, worked out once per loaded user object."""
    if not isinstance(user, User):
        return Reach((), (), frozenset(), frozenset())
    found = getattr(user, "_reach", None)
    if found is None:
        found = _reach(user)
        user._reach = found  # type: ignore[attr-defined]
    return found


def _reach(user: User) -> Reach:
    grants = Grant.objects.filter(user=user).select_related("region__parent__parent").order_by("id")
    rights, own, ancestors, parents = [], [], set(), set()
    for grant in grants:
        region = grant.region
        rights.append(Right(region.code, Role(grant.role), grant.department_id))
        if grant.role in THREE_OFFICERS:  # they keep the system; the record they read only as published
            ancestors.add(region.code)
        else:
            own.append(bounds(region.code) if grant.role in SUBTREE_ROLES else (region.code, region.code))
        above = region.parent
        if above is not None:
            parents.add(above.code)
        while above is not None:
            ancestors.add(above.code)
            above = above.parent
    return Reach(tuple(rights), tuple(dict.fromkeys(own)), frozenset(ancestors), frozenset(parents))


def _ranges(field: str, ranges: tuple[tuple[str, str], ...]) -> Q:
    found = NOTHING
    for low, high in ranges:
        found |= Q(**{field: low}) if low == high else Q(**{f"{field}__range": (low, high)})
    return found


def granted(user: User | AnonymousUser, region: str = "region") -> Q:
    """Rows of the regions that the grants themselves cover: submitted figures, comments, evidence."""
    return _ranges(f"{region}__code", reach_of(user).own)


def held(user: User | AnonymousUser, *roles: Role, region: str = "region") -> Q:
    """Rows of the regions in whose subtree one of these roles is held."""
    return _ranges(f"{region}__code", tuple(bounds(code) for code in reach_of(user).regions(*roles)))


def published(user: User | AnonymousUser, region: str = "region") -> Q:
    """Rows readable as published: what is granted, and ancestors and siblings (rankings need them)."""
    reach = reach_of(user)
    found = granted(user, region)
    if reach.ancestors:
        found |= Q(**{f"{region}_id__in": sorted(reach.ancestors)})
    if reach.parents:
        found |= Q(**{f"{region}__parent_id__in": sorted(reach.parents)})
    return found


def regions_visible_to(user: User | AnonymousUser) -> RegionQuerySet:
    """Regions whose published record this person may read."""
    reach = reach_of(user)
    found = _ranges("code", reach.own)
    if reach.ancestors:
        found |= Q(code__in=sorted(reach.ancestors))
    if reach.parents:
        found |= Q(parent_id__in=sorted(reach.parents))
    return Region.objects.filter(found)


def regions_kept_by(user: User | AnonymousUser) -> RegionQuerySet:
    """Regions whose departments and zones this person keeps."""
    reach = reach_of(user)
    own = Q(code__in=reach.regions(Role.PLANNER))
    return Region.objects.filter(
        own | _ranges("code", tuple(bounds(code) for code in reach.regions(Role.SYSTEM_ADMIN)))
    )


def departments_of(region_code: str) -> list[DepartmentUse]:
    """The region's departments in the order they were added."""
    pointing = {f"uses_{each.name}": each for each in Department._meta.related_objects}
    counts = {name: _count_of(each) for name, each in pointing.items()}
    return [
        DepartmentUse(
            department,
            tuple(
                (str(each.related_model._meta.verbose_name), getattr(department, name))
                for name, each in pointing.items()
                if getattr(department, name)
            ),
        )
        for department in Department.objects.filter(region=region_code).annotate(**counts).order_by("id")
    ]


def _count_of(relation: ForeignObjectRel) -> Coalesce:
    """How many rows of another table point at a department; apps above this one are not known by name."""
    field = relation.field.name
    rows = relation.related_model._base_manager.filter(**{field: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(rows.values(field).annotate(count=Count("pk")).values("count")), 0)


def department_kept_by(user: User | AnonymousUser, department_id: int) -> Department | None:
    found = Department.objects.filter(pk=department_id, region__in=regions_kept_by(user))
    return found.select_related("region__parent__parent").first()


def demo_grants() -> list[Grant]:
    """What the login page of a demonstration offers: 示范省 from the top, then who sees real plans."""
    demonstration = Q(region__is_fictional=True) | Q(user__username__in=REAL_PLACES)
    grants = Grant.objects.filter(demonstration, user__is_active=True)
    order = ("-region__is_fictional", "region_id", "user_id", "id")
    return list(grants.select_related("user", "region", "department").order_by(*order))


def tokens_of(user: User) -> list[ApiToken]:
    """The user's own tokens, newest first."""
    return list(ApiToken.objects.filter(user=user))


def locked_until(username: str, at: datetime) -> datetime | None:
    """When the lock-out of this name ends; None where it is not locked.

    Failures are counted per address and browser and each count lapses on its own, so the lock ends when what
    is left falls below the limit.
    """
    attempts = AccessAttempt.objects.filter(
        username=username, attempt_time__gt=at - settings.AXES_COOLOFF_TIME
    )
    counts = list(attempts.order_by("attempt_time").values_list("attempt_time", "failures_since_start"))
    left, until = sum(count for _, count in counts), None
    for moment, count in counts:
        if left < settings.AXES_FAILURE_LIMIT:
            break
        left, until = left - count, moment + settings.AXES_COOLOFF_TIME
    return until
