"""The places of 示范省, their departments, and the people who act there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.demo import DEMO_PASSWORD
from accounts.models import Department, User
from accounts.roles import Role
from accounts.services import add_department, create_users, grant
from regions.models import Region
from regions.services import add_region
from reporting.demo import Person, Place

SECOND_REVIEWER = "reviewer2"


@dataclass(frozen=True)
class Cast:
    """Who acts where. Departments by region and name."""

    places: tuple[Place, ...]
    people: dict[str, User]
    departments: dict[tuple[str, str], Department]

    @property
    def top(self) -> Place:
        return self.places[0]

    def clerk(self, code: str) -> User:
        return self.people[f"clerk.{code}"]

    def reviewer(self, code: str) -> User:
        """The region's own reviewer, or, where it has none, its city's."""
        return self.people[self._reviewing(code)]

    def planner(self, code: str) -> User:
        """The region's own planner, or its city's, who then holds the right for both."""
        return self.people.get(f"planner.{code}") or self.people[f"planner.{code[:4]}00"]

    def head(self, code: str) -> str:
        """The name of the region's leader, or its city's: who stands for its forms."""
        found = self.people.get(f"leader.{code}") or self.people[f"leader.{code[:4]}00"]
        return found.name

    def acceptor(self, code: str) -> User:
        """The reviewer of the level above the reviewing one; at the top the second one."""
        reviewing = self._reviewing(code).removeprefix("reviewer.")
        parent = next(place.parent for place in self.places if place.code == reviewing)
        return self.reviewer(parent) if parent else self.people[f"{SECOND_REVIEWER}.{code}"]

    def _reviewing(self, code: str) -> str:
        own = f"reviewer.{code}"
        return own if own in self.people else f"reviewer.{code[:4]}00"


def bring_in(*, places: Sequence[Place], people: Sequence[Person], at: datetime) -> Cast:
    """Regions, departments, accounts with the shared password, and grants."""
    departments = {}
    for place in places:
        add_region(
            code=place.code,
            name=place.name,
            level=place.level,
            parent_id=place.parent,
            is_fictional=True,
            tile=place.tile,
        )
        for name in dict.fromkeys(place.departments.values()):
            departments[place.code, name] = add_department(region_id=place.code, name=name, by=None, at=at)
    pairs = [(person.username, person.name) for person in people]
    users = create_users(people=pairs, password=DEMO_PASSWORD, by=None, at=at)
    _grant(people, users, departments, at)
    return Cast(tuple(places), {user.username: user for user in users}, departments)


def _grant(
    people: Sequence[Person],
    users: Sequence[User],
    departments: dict[tuple[str, str], Department],
    at: datetime,
) -> None:
    regions = Region.objects.in_bulk([region for person in people for region, _, _ in person.grants])
    for person, user in zip(people, users, strict=True):
        for region, role, name in person.grants:
            department = departments[region, name] if name else None
            grant(user=user, region=regions[region], role=Role(role), department=department, by=None, at=at)
