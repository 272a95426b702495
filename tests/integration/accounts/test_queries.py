"""How far grants reach: who sees which regions, plans, figures and verdicts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.queries import reach_of, regions_visible_to
from accounts.roles import Role
from accounts.services import create_user
from indicators.models import Actual, PlanIndicator, Verdict
from plans.models import Plan
from tests.integration.world import AT, PASSWORD, World

ALL = ["980000", "980100", "980101", "980102", "980200", "980201"]
# person: regions seen, regions with a plan seen, regions whose submitted figures are seen
REACHES = {
    "clerk": (["980000", "980100", "980101", "980102"], ["980000", "980100", "980101"], ["980101"]),
    "reviewer": (
        ["980000", "980100", "980101", "980102", "980200"],
        ["980000", "980100", "980101"],
        ["980101"],
    ),
    "leader": (ALL, ["980000", "980100", "980101"], ["980101"]),
    "analyst": (
        ["980000", "980100", "980101", "980102", "980200"],
        ["980000", "980100", "980101"],
        ["980101"],
    ),
    "planner": (
        ["980000", "980100", "980101", "980102", "980200"],
        ["980000", "980100", "980101"],
        ["980101"],
    ),
    "administrator": (["980000"], ["980000"], []),
    "stranger": (["980000", "980200", "980201"], ["980000"], []),
}


@pytest.mark.parametrize("person", REACHES)
def test_each_person_sees_what_the_grants_reach(world: World, person: str) -> None:
    user = world.people[person]
    regions, planned, submitted = REACHES[person]
    assert list(regions_visible_to(user).values_list("code", flat=True)) == regions
    for rows in (Plan.objects.visible_to(user), Actual.objects.accepted_to(user)):
        assert sorted(set(rows.values_list("region_id", flat=True))) == planned
    assert (
        sorted(set(PlanIndicator.objects.visible_to(user).values_list("plan__region", flat=True))) == planned
    )
    verdicts = Verdict.objects.visible_to(user)
    accepted = verdicts.filter(standing="accepted").values_list("region_id", flat=True)
    assert sorted(set(accepted)) == planned
    assert sorted(set(Actual.objects.submitted_to(user).values_list("region_id", flat=True))) == submitted


def test_provisional_verdicts_follow_the_grant(world: World) -> None:
    for person, seen in (("clerk", {"980101"}), ("analyst", {"980100", "980101"}), ("stranger", set())):
        found = Verdict.objects.visible_to(world.people[person]).filter(standing="provisional")
        assert set(found.values_list("region_id", flat=True)) == seen


def test_drafts_are_for_planners(world: World) -> None:
    Plan.objects.filter(region="980100").update(state="draft")
    for person in REACHES:
        user = world.people[person]
        seen = Plan.objects.visible_to(user).filter(region="980100").exists()
        assert seen == (person == "planner")
        assert not Verdict.objects.visible_to(user).filter(region="980100").exists()


def test_nobody_and_those_without_a_grant_see_nothing(world: World) -> None:
    newcomer = create_user(username="newcomer", name="新人", password=PASSWORD, by=None, at=AT)
    for user in (newcomer, AnonymousUser()):
        assert not regions_visible_to(user)
        assert not Plan.objects.visible_to(user)
        assert not Actual.objects.visible_to(user)
        assert not Verdict.objects.visible_to(user)


def test_reach_answers_by_role(world: World) -> None:
    reach = reach_of(world.people["reviewer"])
    assert reach.has(Role.REVIEWER)
    assert not reach.has(Role.CLERK, Role.PLANNER)
    assert reach.regions(Role.REVIEWER) == ("980100",)
    assert reach.covers("980101", Role.REVIEWER)
    assert not reach.covers("980201", Role.REVIEWER)
