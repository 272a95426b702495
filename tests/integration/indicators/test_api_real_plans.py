"""The real plans over the API: the tallies that their own tables state."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from accounts.services import create_user, grant, issue_token
from indicators.services.assessment import assess_everything
from regions.models import Region
from tests.integration.paging import all_rows
from tests.integration.world import PASSWORD
from tests.oracle.answers import differences

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def program(db: None) -> Client:
    """An analyst of the nation, on the real plans."""
    call_command("load_plans")
    assess_everything(at=AT)
    user = create_user(username="nation", name="全", password=PASSWORD, by=None, at=AT)
    grant(user=user, region=Region.objects.get(pk="100000"), role=Role.ANALYST, by=None, at=AT)
    _, key = issue_token(user=user, name="x", scope="read", days=1, at=timezone.now())
    return Client(headers={"Authorization": f"Token {key}"})


def tally(program: Client, region: str, year: int) -> Counter[str]:
    return Counter(
        row["status_label"].removesuffix("（未报数）")
        for row in all_rows(program, f"progress/?region={region}&year={year}")
    )


def test_the_real_plans_come_out_as_their_tables_say(program: Client) -> None:
    assert tally(program, "430100", 2020) == {"完成": 11, "未完成": 1, "无法评价": 1}
    assert tally(program, "420000", 2020) == {"完成": 10, "无法评价": 3}
    assert tally(program, "510524", 2020) == {"完成": 13}
    for region, indicator in (
        ("420000", "urban_new_jobs"),
        ("430000", "urban_new_jobs"),
        ("100000", "urban_new_jobs"),
    ):
        (row,) = all_rows(program, f"progress/?region={region}&year=2025&indicator={indicator}")
        assert (row["status_label"], row["is_final"]) == ("完成", True), row
    (row,) = all_rows(program, "progress/?region=100000&year=2025&indicator=urban_surveyed_unemployment_rate")
    assert row["status_label"] == "完成"


@pytest.mark.parametrize("query", ["standing=accepted", "standing=provisional", "known_on={today}"])
def test_each_real_verdict_can_be_reached_again_outside(program: Client, query: str) -> None:
    found = all_rows(program, f"progress/?{query.format(today=timezone.localdate())}")
    assert len(found) > 500
    assert not differences(found)


def test_real_places_only_show_what_was_published(program: Client) -> None:
    figures = all_rows(program, "actuals/")
    assert figures
    assert not [figure for figure in figures if not figure["source"]]
    assert not [figure for figure in figures if figure["region"]["code"].startswith("98")]
