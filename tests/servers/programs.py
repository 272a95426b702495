"""A small record with something in every resource, forms in every state, and tokens, on an empty database.

Run inside Django (`manage.py shell -c "from tests.servers.programs import main; main()"`); prints
JSON: the key of each caller's token.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant, issue_token
from indicators.calc import parse_figure
from indicators.services.annual import set_annual_targets
from plans.services import CommitmentEntry, Pledge, accept_reports, add_commitments, report_commitments
from regions.models import Region
from regions.services import add_region
from reporting import services
from reporting.models import Row, Submission
from reporting.services import Entry
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import PASSWORD, World, build_world

CITY = "980100"
DONE = ("fill", "submit", "review", "accept", "correct")
# How far the form of each county has come; its plan has 3 indicators, that of the next 4, and so on.
STEPS = (0, 0, 1, 2, 2, 3, 3, 4, 5)
COUNTIES = {f"98011{place}": DONE[:steps] for place, steps in enumerate(STEPS)}
# Role in the counties, role in their city, scope of the token. The last three have worked before the others:
# nobody may check what is his own.
PEOPLE: dict[str, tuple[Role | None, Role | None, str]] = {
    "filler": (Role.CLERK, None, "report"),
    "checker": (Role.REVIEWER, Role.REVIEWER, "report"),
    "onlooker": (None, Role.LEADER, "read"),
    "inquirer": (None, Role.ANALYST, "read"),
    "fill": (Role.CLERK, None, ""),
    "review": (Role.REVIEWER, None, ""),
    "accept": (None, Role.REVIEWER, ""),
}
BY = {"submit": "fill", "correct": "fill"}


def main() -> None:
    call_command("migrate", verbosity=0)
    world, now = build_world(), timezone.now()
    people = {name: _person(name, now) for name in PEOPLE}
    _record(world, now)
    _forms(world, people, now)
    tokens = {name: _token(people[name], scope, now) for name, (_, _, scope) in PEOPLE.items() if scope}
    print(json.dumps(tokens))  # noqa: T201 - what it is for


def _person(name: str, now: datetime) -> User:
    below, above, _ = PEOPLE[name]
    person = create_user(username=name, name=name, password=PASSWORD, by=None, at=now)
    for code in COUNTIES if below else ():
        region = Region.objects.filter(pk=code).first() or add_region(
            code=code, name=f"{code}县", level="county", parent_id=CITY, is_fictional=True
        )
        grant(user=person, region=region, role=below or Role.CLERK, by=None, at=now)
    if above:
        grant(user=person, region=Region.objects.get(pk=CITY), role=above, by=None, at=now)
    return person


def _record(world: World, now: datetime) -> None:
    """Plans with figures, a target for one year, and a commitment with a report."""
    for place, code in enumerate(COUNTIES):
        plan_of_size(code, place + 3)
    pension = world.row(CITY, "pension")
    set_annual_targets(plan_indicator_id=pension.pk, figures={2024: parse_figure("93")}, by=None, at=now)
    pledge = Pledge(name="零工驿站", section="专栏1", quantity=Decimal(10), unit="个", due_year=2025)
    (made,) = add_commitments(plan_id=world.plans[CITY].pk, pledges=[pledge], by=None, at=now)
    entry = CommitmentEntry(made.pk, 2024, "under_way", Decimal(5), "5")
    reports = report_commitments(entries=[entry], by=None, at=now)
    accept_reports(report_ids=[each.pk for each in reports], by=None, at=now)


def _forms(world: World, people: Mapping[str, User], now: datetime) -> None:
    today = timezone.localdate(now)
    opened = services.open_round(
        region_id=CITY, year=2025, opens_date=today, due_date=today + timedelta(days=9),
        by=world.people["planner"], at=now,
    )  # fmt: skip
    Submission.objects.update(responsible="郑局")
    forms = list(Submission.objects.filter(round=opened, region__in=COUNTIES).order_by("region"))
    for form in forms:
        for step in COUNTIES[form.region_id]:
            _take(step, form, people[BY.get(step, step)], now)


def _take(step: str, form: Submission, by: User, now: datetime) -> None:
    rows = list(Row.objects.filter(submission=form))
    if step == "fill":
        texts = {"note": "已核实", "cause": "基数偏低", "measure": "加快推进"}
        entries = [Entry(row.pk, row.revision, "74", **texts) for row in rows]
        services.save_rows(submission_id=form.pk, entries=entries, by=by, at=now)
    elif step == "correct":
        ids = [row.pk for row in rows]
        services.open_correction(submission_id=form.pk, row_ids=ids, reason="修订", by=by, at=now)
    else:
        getattr(services, step)(submission_id=form.pk, by=by, at=now)


def _token(person: User, scope: str, now: datetime) -> str:
    return issue_token(user=person, name="每个操作", scope=scope, days=1, at=now)[1]
