"""示范省 as loaded: complete, coherent, made through the services, and no part of the nation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q
from django.test import Client

from accounts.demo import DEMO_PASSWORD
from accounts.models import Grant, User
from accounts.queries import regions_visible_to
from accounts.roles import Role
from audit.models import Event
from indicators.calc import FLAGS, LAMPS, STATUSES
from indicators.models import Acceptance, Actual, ActualVersion, PendingAssessment, PlanIndicator, Verdict
from indicators.services.assessment import assess_everything
from indicators.services.loading import load_catalogue
from plans.models import CommitmentReport, Plan
from regions.codes import NATION
from regions.models import Region
from regions.services import load_regions
from reporting.models import Round, Row, Submission
from reporting.services.demonstration import Loaded, load_demonstration
from reporting.states import State, form_state
from tests.integration.config import sdmx_reading
from tests.integration.paging import all_rows, all_rows_as_csv
from tests.oracle.answers import differences

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TOP = "980000"

pytestmark = [pytest.mark.django_db]


def ground() -> None:
    load_regions(FIXTURES / "regions.csv")
    load_catalogue(FIXTURES / "catalogue.json")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Loaded once for this module; each test works on a savepoint, and in the end all is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        ground()
        found = load_demonstration(folder=FIXTURES / "demo", at=NOW)
        assert found is not None
        yield found
        transaction.set_rollback(True)


def verdicts(**where: Any) -> list[Verdict]:
    return list(Verdict.objects.filter(region__is_fictional=True, **where).select_related("plan_indicator"))


def test_regions_people_and_plans_are_all_there(loaded: Loaded) -> None:
    levels = Counter(Region.objects.filter(is_fictional=True).values_list("level", flat=True))
    assert levels == {"province": 1, "city": 4, "county": 12}
    plans = Counter(Plan.objects.values_list("start_year", "end_year", "state"))
    assert plans == {
        (2021, 2025, "published"): 17,
        (2021, 2023, "closed"): 1,
        (2026, 2030, "published"): 5,
    }
    assert (loaded.regions, loaded.plans, loaded.people) == (17, 23, User.objects.count())


def test_every_status_lamp_and_flag_occurs_among_accepted_verdicts(loaded: Loaded) -> None:
    found = verdicts(standing="accepted")
    assert {verdict.status for verdict in found} == set(STATUSES)
    assert {verdict.lamp for verdict in found} == set(LAMPS)
    assert {flag for verdict in found for flag in verdict.flag_list} == set(FLAGS) - {"provisional"}
    assert any("provisional" in verdict.flag_list for verdict in verdicts(standing="provisional"))


def test_board_of_the_province_opens_on_2024_with_a_mix(loaded: Loaded) -> None:
    own = {"region": TOP, "plan__end_year": 2025, "standing": "accepted"}
    assert max(each.judged_year or 0 for each in verdicts(**own)) == 2024
    found = verdicts(year=2024, **own)
    lamps = Counter(verdict.lamp for verdict in found)
    assert (lamps["ok"], lamps["warn"] + lamps["bad"], lamps["na"]) == (17, 5, 2)
    behind = [verdict for verdict in found if verdict.lamp in ("warn", "bad")]
    assert [verdict.plan_indicator.name for verdict in behind if verdict.attribute == "binding"] == [
        "失业保险参保人数"
    ]


def test_cities_differ(loaded: Loaded) -> None:
    rates = {}
    for code in ("980100", "980200", "980300", "980400"):
        lamps = Counter(
            v.lamp for v in verdicts(region=code, year=2024, standing="accepted", plan__end_year=2025)
        )
        rates[code] = lamps["ok"] / (lamps["ok"] + lamps["warn"] + lamps["bad"])
    assert rates["980100"] > 0.8 > rates["980200"] > rates["980300"] > 0.5 > rates["980400"]


def test_every_level_has_someone_in_every_role(loaded: Loaded) -> None:
    grants = Grant.objects.filter(region__is_fictional=True).values_list("region__level", "role").distinct()
    officers = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    work = set(Role) - officers
    wanted = {(level, role.value) for level in ("province", "city", "county") for role in work}
    assert set(grants) == wanted | {("province", role.value) for role in officers}


def test_accounts_open_with_the_password_of_the_demonstration(loaded: Loaded, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert User.objects.get(username="leader.980000").check_password(DEMO_PASSWORD)


def test_closed_rounds_were_accepted_by_other_people_and_are_on_the_trail(loaded: Loaded) -> None:
    rounds = Round.objects.exclude(closed_at=None)
    assert list(rounds.order_by("year").values_list("year", flat=True)) == [2021, 2022, 2023, 2024]
    rows = Row.objects.filter(submission__round__in=rounds)
    assert set(rows.values_list("state", flat=True)) == {State.LOCKED.value}
    assert not rows.filter(submitted_by=F("reviewed_by")).exists()
    same = Q(version__acceptance__by=F("submitted_by")) | Q(version__acceptance__by=F("reviewed_by"))
    assert not rows.filter(same).exists()
    accepted = Acceptance.objects.filter(version__actual__region__is_fictional=True)
    assert accepted.count() == Event.objects.filter(action="figure.accepted").count() > 1500
    assert not accepted.filter(by=None).exists()
    assert not Event.objects.filter(action__startswith="figure", by_id=None).exists()


def test_nothing_happened_later_than_now(loaded: Loaded) -> None:
    assert not Event.objects.filter(at__gt=NOW).exists()


def test_some_forms_were_late_and_most_were_not(loaded: Loaded) -> None:
    forms = Submission.objects.filter(round__closed_at__isnull=False).select_related("round")
    late = [form for form in forms if form.first_submitted_at.date() > form.round.due_date]
    assert 0 < len(late) < len(forms) / 4


def test_open_round_is_due_in_three_days_and_has_forms_in_every_state(loaded: Loaded) -> None:
    opened = Round.objects.get(closed_at=None)
    assert (opened.year, opened.due_date) == (2025, NOW.date() + timedelta(days=3))
    states = {
        form_state(State(row.state) for row in form.rows.all())
        for form in opened.submissions.prefetch_related("rows")
    }
    assert states == set(State) - {State.LOCKED}
    typed = set(Row.objects.filter(submission__round=opened, state="draft").values_list("typed", flat=True))
    assert {"105", "约六成半", ""} <= typed
    assert Row.objects.filter(submission__round=opened, state="returned").exclude(comment="").count() >= 5
    untouched = opened.submissions.annotate(saves=Count("rows__saved_by")).filter(saves=0)
    assert untouched.count() >= 3


def test_children_add_up_to_their_parents_but_for_a_few_on_purpose(loaded: Loaded) -> None:
    actuals = Actual.objects.filter(
        region__is_fictional=True, indicator__is_additive=True, year__lte=2024, accepted__op="="
    ).select_related("accepted", "region")
    own, below = {}, Counter[tuple[str, int, int]]()
    for actual in actuals:
        value = actual.accepted.value if actual.accepted else None
        if value is not None:
            own[actual.region_id, actual.indicator_id, actual.year] = value
            if actual.region.parent_id:
                below[actual.region.parent_id, actual.indicator_id, actual.year] += value  # type: ignore[assignment]
    both = own.keys() & below.keys()
    differing = [key for key in both if own[key] != below[key]]
    assert len(both) > 250
    assert 0 < len(differing) < 20


def test_targets_are_split_down_with_one_share_missing(loaded: Loaded) -> None:
    cities = PlanIndicator.objects.filter(
        plan__region__level="city", plan__end_year=2025, indicator__is_additive=True
    )
    assert not cities.filter(split_from=None).exists()
    missing = []
    for row in PlanIndicator.objects.filter(
        plan__region=TOP, plan__end_year=2025, splits__isnull=False
    ).distinct():
        target = row.targets.order_by("-version")[0].value
        shares = [split.targets.get().value for split in row.splits.all()]
        if row.indicator.is_additive and sum(share or Decimal(0) for share in shares) != target:
            missing.append(row.name)
    assert missing == ["高技能人才总量"]


def test_one_target_was_revised_with_its_paper(loaded: Loaded) -> None:
    row = PlanIndicator.objects.get(
        plan__region=TOP, plan__end_year=2025, indicator__code="subsidised_training"
    )
    first, second = row.targets.all()
    assert (first.text, second.text) == ("〔180〕", "〔150〕")
    assert second.reason
    assert second.document_number
    versions = Verdict.objects.filter(plan_indicator=row, standing="accepted").order_by("year")
    assert list(versions.values_list("year", "target_version")) == [
        (2021, 1),
        (2022, 1),
        (2023, 2),
        (2024, 2),
        (2025, 2),
    ]


def test_corrections_left_their_reasons(loaded: Loaded) -> None:
    changed = ActualVersion.objects.filter(number__gt=1, breaks_series=True)
    assert "口径变化" in changed.get().reason
    assert Verdict.objects.filter(reason="series_broken", standing="accepted").exists()
    assert ActualVersion.objects.filter(number=2, breaks_series=False).exclude(reason="").exists()


def test_nothing_waits_and_judging_again_changes_nothing(loaded: Loaded) -> None:
    assert not PendingAssessment.objects.exists()
    assert assess_everything(at=NOW) == 0


def test_the_nation_does_not_know_of_it(loaded: Loaded) -> None:
    assert not Region.objects.subtree_of(NATION).filter(is_fictional=True).exists()
    for name in ("leader.100000", "analyst.100000", "leader.420000"):
        user = User.objects.get(username=name)
        assert not regions_visible_to(user).filter(is_fictional=True).exists()
        assert not Plan.objects.visible_to(user).filter(region__is_fictional=True).exists()


def test_loading_again_changes_nothing(loaded: Loaded) -> None:
    before = Event.objects.count(), Verdict.objects.count()
    assert load_demonstration(folder=FIXTURES / "demo", at=NOW + timedelta(days=40)) is None
    assert (Event.objects.count(), Verdict.objects.count()) == before


def test_commitments_are_reported_with_the_figures_and_stand_in_every_state(loaded: Loaded) -> None:
    rows = Row.objects.filter(commitment__isnull=False)
    closed = rows.filter(submission__round__year__lt=2025)
    assert set(closed.values_list("state", flat=True)) == {"locked"}
    assert not closed.filter(report__acceptance=None).exists()
    running = set(rows.filter(submission__round__year=2025).values_list("state", flat=True))
    assert running == {"draft", "submitted", "reviewed", "accepted", "returned"}
    assert CommitmentReport.objects.filter(progress="stopped", acceptance__isnull=False).exists()


def analyst_of_the_province() -> Client:
    program = Client()
    program.force_login(User.objects.get(username=f"analyst.{TOP}"))
    return program


@pytest.mark.parametrize("standing", ["accepted", "provisional"])
def test_every_verdict_can_be_reached_again_outside(loaded: Loaded, standing: str) -> None:
    found = all_rows(analyst_of_the_province(), f"progress/?standing={standing}")
    assert len(found) == len(verdicts(standing=standing)) > 1900
    assert not differences(found)


@pytest.mark.parametrize("day", ["2022-06-30", "2024-02-29", "2025-12-31"])
def test_every_verdict_of_a_day_can_be_reached_again_outside(loaded: Loaded, day: str) -> None:
    found = all_rows(analyst_of_the_province(), f"progress/?known_on={day}")
    assert len(found) > 300
    assert {row["year"] for row in found} == set(range(2021, int(day[:4]) + 1))
    assert not differences(found)


def test_inputs_of_the_csv_are_those_of_the_json(loaded: Loaded) -> None:
    program, fields = analyst_of_the_province(), "id,status,gap,deviation,inputs,rule_version"
    pages = all_rows(program, f"progress/?fields={fields}")
    cells = all_rows_as_csv(program, f"progress/?fields={fields}")
    told = [{name: each[name] or "" for name in each if name != "inputs"} for each in pages]
    assert [{name: each[name] for name in each if name != "inputs"} for each in cells] == told
    assert [json.loads(each["inputs"]) for each in cells] == [each["inputs"] for each in pages]


def test_what_could_not_be_judged_says_why_in_words(loaded: Loaded) -> None:
    found = all_rows(analyst_of_the_province(), "progress/?explain=1")
    for row in found:
        assert (row["reason"] is None) == (row["reason_label"] is None) == (row["lamp"]["code"] != "na")
        (verdict,) = [line for line in row["why"] if line.endswith(f"，故为“{row['status_label']}”。")]
        assert verdict.startswith(row["reason_label"] or ""), row


@pytest.mark.parametrize("path", sdmx_reading.LISTS)
def test_all_of_it_reads_as_sdmx(loaded: Loaded, path: str) -> None:
    program = analyst_of_the_province()
    codes, values = sdmx_reading.check_codes_and_keys(program, path), sdmx_reading.check_values(program, path)
    assert codes == values > 100
