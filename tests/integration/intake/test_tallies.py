"""Documents through the pages, from upload to publication: the plans and verdicts that their tables state."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from indicators.models import PlanIndicator, Standing, Verdict
from indicators.services.assessment import assess_everything
from indicators.services.loading import load_catalogue
from plans.models import Plan, PlanDraft
from regions.models import Region
from regions.services import load_regions
from tests.integration.intake.drafts import publish
from tests.integration.world import PASSWORD, World

AT = datetime(2026, 6, 1, tzinfo=UTC)
OWN = Path(__file__).parents[2] / "cases" / "reading" / "two_periods_completion_and_targets.txt"
REAL = Path(__file__).parents[4] / "shared" / "seeds"
FIXTURES = settings.BASE_DIR / "fixtures"
PLACES = {"000": "430000", "001": "420200", "002": "420000", "003": "430100", "004": "510524"}  # by file


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, settings: Any) -> None:
    kept = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def published(page: Client, path: Path, region: str) -> list[Plan]:
    """The plan made of a document, then those of its completed periods: every row is taken as it was read."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    sent = page.post(reverse("intake:drafts"), {"region": region, "file": file})
    assert sent.status_code == 302, sent.context["form"].errors
    draft = PlanDraft.objects.latest("id")
    take, make = (reverse(f"intake:draft_{name}", args=[draft.pk]) for name in ("take", "make"))
    offered = page.get(take).context["page"]
    assert not [line.name for line in offered.faulty]
    page.post(take, {"row": [line.id for line, _ in (*offered.new, *offered.doubtful)]})
    shown = page.get(make).context["page"]
    asked: dict[str, Any] = {"seen": shown.seen}
    for each in shown.earlier:
        asked |= {f"make-{each.name}": "on", f"title-{each.name}": each.title}
    with zeal_ignore():  # two plans are made, each held on its own
        made = page.post(make, asked)
    assert made.status_code == 302, made.context["page"].refusal
    draft.refresh_from_db()
    assert draft.plan is not None
    publish(page, draft.plan)
    return [draft.plan, *Plan.objects.filter(pk__in=draft.head["earlier_plans"])]


def tally(plan: Plan) -> Counter[str]:
    """By what the pages call a verdict: what has no figure cannot be judged either."""
    found = Verdict.objects.filter(plan=plan, standing=Standing.ACCEPTED, year=plan.end_year)
    return Counter("inconclusive" if each.status == "no_data" else each.status for each in found)


def test_a_document_of_a_field_unknown_to_the_catalogue_gives_the_verdicts_of_its_table(
    world: World, planner: User
) -> None:
    """By hand: 2.18 misses 2.2; 10.4, 486, 44.2, 60.3 and 11.2 reach 8, 400, 30, 60 and ≥10."""
    plan, earlier = published(signed_in(planner), OWN, "980100")
    assess_everything(at=AT)
    assert (earlier.period, earlier.state) == ("2016—2020", "closed")
    assert tally(earlier) == {"achieved": 5, "not_achieved": 1}
    missed = Verdict.objects.get(plan=earlier, status="not_achieved", year=2020, standing="accepted")
    assert (missed.plan_indicator.name, missed.gap) == ("R&D经费占GDP比重", Decimal("0.02"))
    assert set(tally(plan)) == {"inconclusive"}


def in_short(op: str, value: Any, members: Any) -> str:
    numbers = [value] if value is not None and not members else [*members]
    return op + "∶".join(f"{Decimal(number).normalize():f}" for number in numbers)


def stated_by(plan: Plan) -> dict[str, tuple[str, ...]]:
    """By code: what the plan promises."""
    rows = PlanIndicator.objects.filter(plan=plan).select_related("indicator", "baseline")
    found = {}
    for row in rows.prefetch_related("targets"):
        target, baseline = row.targets.get(), getattr(row, "baseline", None)
        found[row.indicator.code] = (
            row.unit, row.attribute, in_short(target.op, target.value, target.members),
            in_short(baseline.op, baseline.value, baseline.members) if baseline else "",
        )  # fmt: skip
    return found


def stated_in_fixtures(plan: Plan) -> dict[str, tuple[str, ...]]:
    path = FIXTURES / "plans" / f"{plan.region_id}-{plan.start_year}-{plan.end_year}.json"
    rows = json.loads(path.read_text("utf-8"))["indicators"]
    return {
        row["indicator"]: (
            row["unit"] or "",
            row["attribute"],
            _short(row["target"]),
            _short(row["baseline"]),
        )
        for row in rows
    }


def _short(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return ""
    several = isinstance(figure["value"], list)
    return in_short(figure["op"], None if several else figure["value"], figure["value"] if several else ())


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not part of the project")
def test_real_documents_become_the_plans_and_verdicts_of_the_fixtures(db: None) -> None:
    load_regions(FIXTURES / "regions.csv")
    load_catalogue(FIXTURES / "catalogue.json")
    user = create_user(username="five", name="伍划", password=PASSWORD, by=None, at=AT)
    for code in PLACES.values():
        grant(user=user, region=Region.objects.get(pk=code), role=Role.PLANNER, by=None, at=AT)
    page, completed = signed_in(user), []
    for path in sorted(REAL.glob("*.txt")):
        plan, *earlier = published(page, path, PLACES[path.name[:3]])
        completed += earlier
        for each in (plan, *earlier):
            assert stated_by(each) == stated_in_fixtures(each)
    assess_everything(at=AT)
    assert {plan.region_id: tally(plan) for plan in completed} == {
        "430100": {"achieved": 11, "not_achieved": 1, "inconclusive": 1},
        "420000": {"achieved": 10, "inconclusive": 3},
        "510524": {"achieved": 13},
    }
