"""The real documents through the pages, from upload to publication: the verdicts that their tables state."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from accounts.roles import Role
from accounts.services import create_user, grant
from indicators.models import Standing, Verdict
from indicators.services.assessment import assess_everything
from indicators.services.loading import load_catalogue
from intake.queries.standing import judged_rows
from plans.models import Plan, PlanDraft
from regions.models import Region
from regions.services import load_regions
from tests.integration.world import PASSWORD

AT = datetime(2026, 6, 1, tzinfo=UTC)
REAL = Path(__file__).parents[4] / "shared" / "seeds"
FIXTURES = settings.BASE_DIR / "fixtures"
PLACES = {"000": "430000", "001": "420200", "002": "420000", "003": "430100", "004": "510524"}  # by file

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not part of the project")


def tally(plan: Plan) -> Counter[str]:
    found = Verdict.objects.filter(plan=plan, standing=Standing.ACCEPTED, year=plan.end_year)
    return Counter("inconclusive" if each.status == "no_data" else each.status for each in found)


@pytest.fixture
def page(db: None) -> Client:
    """A planner of all five places."""
    load_regions(FIXTURES / "regions.csv")
    load_catalogue(FIXTURES / "catalogue.json")
    user = create_user(username="five", name="伍划", password=PASSWORD, by=None, at=AT)
    for code in PLACES.values():
        grant(user=user, region=Region.objects.get(pk=code), role=Role.PLANNER, by=None, at=AT)
    client = Client()
    client.force_login(user)
    return client


def published(page: Client, path: Path) -> list[Plan]:
    """The plan made of a document, and those of its completed periods; every row is taken."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    sent = page.post(reverse("intake:drafts"), {"region": PLACES[path.name[:3]], "file": file})
    assert sent.status_code == 302, sent.context["form"].errors
    draft = PlanDraft.objects.latest("id")
    assert draft.state == "open"
    assert page.get(sent["Location"]).status_code == 200
    judged = judged_rows(draft, list(draft.rows.all()))
    assert not [str(each.row) for each in judged if each.faults]
    page.post(reverse("intake:draft_take", args=[draft.pk]), {"row": [each.row.pk for each in judged]})
    shown = page.get(reverse("intake:draft_make", args=[draft.pk])).context["page"]
    asked: dict[str, Any] = {}
    for each in shown.earlier:
        asked |= {f"make-{each.name}": "on", f"title-{each.name}": each.title}
    with zeal_ignore():  # two plans are made, each held on its own
        made = page.post(reverse("intake:draft_make", args=[draft.pk]), asked)
    assert made.status_code == 302, made.context["page"].refusal
    page.post(reverse("intake:draft_publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.plan is not None
    return [draft.plan, *Plan.objects.filter(pk__in=draft.head["earlier_plans"])]


def test_real_documents_become_plans_with_the_verdicts_of_their_tables(page: Client) -> None:
    tallies = {}
    for path in sorted(REAL.glob("*.txt")):
        plan, *earlier = published(page, path)
        assert plan.state == "published"
        for each in earlier:
            tallies[each.region_id] = each
    assess_everything(at=AT)
    assert {region: tally(plan) for region, plan in tallies.items()} == {
        "430100": {"achieved": 11, "not_achieved": 1, "inconclusive": 1},
        "420000": {"achieved": 10, "inconclusive": 3},
        "510524": {"achieved": 13},
    }
