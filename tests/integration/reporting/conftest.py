"""A round for 2025 in 甲市 and 东县, and the people it takes to bring a form from draft to accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from reporting import services
from reporting.models import Notice, Round, Row, Submission
from reporting.services import Entry
from tests.integration.snapshot import restored
from tests.integration.world import AT, PASSWORD, World

LATER = datetime(2025, 3, 2, 8, tzinfo=UTC)
GOOD = {"new_jobs": "6.3", "unemployment": "5.2", "pension": "95.5", "skill_mix": "13∶42∶45"}
DUE = date(2025, 3, 31)
MORE = (
    ("county_reviewer", "夏核", "980101", Role.REVIEWER),
    ("second_clerk", "李红", "980101", Role.CLERK),
    ("city_clerk", "钱进", "980100", Role.CLERK),
    ("second_reviewer", "郑核", "980100", Role.REVIEWER),
    ("bystander", "闲客", "980200", Role.REVIEWER),
)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """The round, its forms by region, and everybody by name."""

    world: World
    round: Round
    forms: Mapping[str, Submission]
    people: Mapping[str, User]

    @property
    def county(self) -> Submission:
        return self.forms["980101"]

    @property
    def city(self) -> Submission:
        return self.forms["980100"]

    def row(self, indicator: str, region: str = "980101") -> Row:
        return Row.objects.get(submission=self.forms[region], indicator__code=indicator)

    def entry(self, indicator: str, typed: str, region: str = "980101", **texts: str) -> Entry:
        row = self.row(indicator, region)
        return Entry(row.pk, row.revision, typed, **texts)

    def fill(self, region: str = "980101", by: str = "clerk", **figures: str) -> None:
        """Save good figures, or those named."""
        entries = [self.entry(code, text, region) for code, text in {**GOOD, **figures}.items()]
        services.save_rows(submission_id=self.forms[region].pk, entries=entries, by=self.people[by], at=AT)

    def submit(self, region: str = "980101", by: str = "clerk") -> list[Row]:
        return services.submit(submission_id=self.forms[region].pk, by=self.people[by], at=AT)

    def review(self, region: str = "980101", by: str = "county_reviewer") -> list[Row]:
        return services.review(submission_id=self.forms[region].pk, by=self.people[by], at=LATER)

    def accept(self, region: str = "980101", by: str = "reviewer") -> list[Row]:
        return services.accept(submission_id=self.forms[region].pk, by=self.people[by], at=LATER)

    def states(self, region: str = "980101") -> list[str]:
        return list(
            Row.objects.filter(submission=self.forms[region]).order_by("pk").values_list("state", flat=True)
        )

    def browser(self, person: str) -> Client:
        client = Client()
        client.force_login(self.people[person])
        return client


@pytest.fixture
def office(world: World) -> Office:
    return replace(restored("office", lambda: build_office(world)), world=world)


def build_office(world: World) -> Office:
    people = dict(world.people)
    for username, name, region, role in MORE:
        people[username] = create_user(username=username, name=name, password=PASSWORD, by=None, at=AT)
        grant(user=people[username], region=world.regions[region], role=role, by=None, at=AT)
    opened = services.open_round(
        region_id="980100", year=2025, opens_date=date(2025, 1, 5), due_date=DUE,
        by=people["planner"], at=AT - timedelta(days=50),
    )  # fmt: skip
    Submission.objects.update(responsible="郑局")
    forms = {form.region_id: form for form in Submission.objects.filter(round=opened)}
    return Office(world, opened, forms, people)


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Any) -> Path:
    """Files of a test go away with it."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    return tmp_path / "files"


@pytest.fixture
def quiet(office: Office) -> Office:
    """The office, where nobody was told of anything yet."""
    Notice.objects.all().delete()
    return office


@pytest.fixture
def in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The round of the office runs in the spring of 2025."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
