"""A synthetic nation in an empty PostgreSQL, made by bulk SQL: what the bench of the API reads.

Every region below the nation (3,214) has one plan with 24 indicators, a figure for each of five years and the
verdict on it: 385,680 of each. All is arithmetic on the ids, so it is the same every time. The figures mean
nothing; their lengths, holes and bounds are like those of real ones.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import ApiToken
from accounts.roles import Role
from accounts.services import create_user, grant, issue_token
from indicators.calc import Case, Figure
from indicators.calc.inputs import inputs_of
from indicators.services.loading import load_catalogue
from regions.models import Region
from regions.services import load_regions

INDICATORS, FIRST, LAST = 24, 2021, 2025
SAMPLE = "1234.56"
FIXTURES: Path = settings.BASE_DIR / "fixtures"
FILLING = Path(__file__).with_suffix(".sql")

JOINED = """
FROM indicators_verdict v
JOIN indicators_planindicator pi ON pi.id = v.plan_indicator_id
JOIN indicators_indicator i ON i.id = pi.indicator_id
JOIN regions_region r ON r.code = v.region_id
JOIN plans_plan p ON p.id = v.plan_id
WHERE v.year >= %(since)s
ORDER BY v.plan_indicator_id, v.year, v.standing
"""
PLAIN = """
    v.year, v.standing, v.attribute, v.status, v.regime, v.reason, v.flags, v.judged_year, v.is_final,
    v.attainment, v.closure, v.schedule, v.deviation, v.gap, pi.unit, v.remaining_pace, v.pace_so_far,
    v.margin, v.extrapolation, v.actual_text AS actual, v.target_version, v.rule_version, v.assessed_at
"""
# What the API gives, but for the words that it adds to codes.
ROWS_AS_JSON = f"""
SELECT json_agg(found)::text FROM (
    SELECT v.plan_indicator_id || '-' || v.year || '-' || v.standing AS id,
        json_build_object('id', pi.id, 'name', pi.name) AS plan_indicator,
        json_build_object('code', i.code, 'name', i.name) AS indicator,
        json_build_object('code', r.code, 'name', r.name) AS region,
        json_build_object('id', p.id, 'title', p.title) AS plan, json_build_object('code', v.lamp) AS lamp,
        v.inputs->'target' AS target, v.inputs->'baseline' AS baseline, v.inputs, {PLAIN} {JOINED} LIMIT 1000
) found
"""
TABLES = {
    "progress": f"""
SELECT v.plan_indicator_id || '-' || v.year || '-' || v.standing, pi.id, pi.name, i.code, i.name, r.code,
    r.name, p.id, p.title, v.lamp, {PLAIN}, v.inputs#>>'{{target,op}}', v.inputs#>>'{{target,value}}',
    v.inputs#>>'{{target,text}}', v.inputs#>>'{{target,max}}', v.inputs#>>'{{target,kind}}',
    v.inputs#>>'{{target,cumulative}}', v.inputs#>>'{{baseline,op}}', v.inputs#>>'{{baseline,value}}',
    v.inputs#>>'{{baseline,text}}', v.inputs#>>'{{baseline,max}}', v.inputs#>>'{{baseline,kind}}',
    v.inputs#>>'{{baseline,cumulative}}' {JOINED}""",
    "actuals": """
SELECT a.id, r.code, r.name, i.code, i.name, a.year, i.unit, n.op, n.value, n.text, n.upper, n.kind,
    n.cumulative, n.members, n.number, n.is_estimate, n.revision, n.since_year, n.breaks_series,
    n.numerator, n.denominator, n.source, n.scope, n.note, n.entered_at, c.at
FROM indicators_actual a
JOIN regions_region r ON r.code = a.region_id
JOIN indicators_indicator i ON i.id = a.indicator_id
JOIN indicators_actualversion n ON n.id = a.accepted_id
JOIN indicators_acceptance c ON c.version_id = n.id
WHERE a.year >= %(since)s
ORDER BY a.id""",
}


def _case(year: int) -> Case:
    """What a verdict was reached from, with the sample where each row has its own figure."""
    figure = Figure(value=Decimal(SAMPLE), text=SAMPLE)
    actuals = dict.fromkeys(range(FIRST, year + 1), figure)
    limits = (Decimal(0), None)
    return Case("level", "higher", figure, FIRST, LAST, year, actuals, "binding", figure, limits=limits)


def fill() -> str:
    """All of it in the empty database of this process; the key of a token that may read it."""
    at = timezone.now()
    call_command("migrate", verbosity=0)
    load_regions(FIXTURES / "regions.csv")
    load_catalogue(FIXTURES / "catalogue.json")
    inputs = [json.dumps(inputs_of(_case(year))) for year in range(FIRST, LAST + 1)]
    facts: dict[str, Any] = {
        "first": FIRST,
        "last": LAST,
        "count": INDICATORS,
        "at": at,
        "inputs": inputs,
        "sample": SAMPLE,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FILLING.read_text("utf-8"), facts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    reader = create_user(username="bench", name="测速", password=token_urlsafe(), by=None, at=at)
    grant(user=reader, region=Region.objects.get(pk="100000"), role=Role.ANALYST, by=None, at=at)
    return issue_token(user=reader, name="bench", scope=ApiToken.Scope.READ, days=1, at=at)[1]
