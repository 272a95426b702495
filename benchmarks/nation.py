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

PLANS = """
INSERT INTO plans_plan (id, region_id, title, document_number, issuer, start_year, end_year, state,
    parent_titles, source, published_at, cutoff_ahead, cutoff_on_track, cutoff_tolerance, cutoff_serious)
SELECT row_number() OVER (ORDER BY code), code, name || '“十四五”人力资源和社会保障事业发展规划', '', name || '人民政府',
    %(first)s, %(last)s, 'published', '[]', '', %(at)s, 5, 0, -5, -30
FROM regions_region WHERE level <> 'country'
"""
PROMISES = """
INSERT INTO indicators_planindicator (id, plan_id, indicator_id, position, number, "group", name, unit, attribute,
    is_local, local_meaning, own_basis, own_sense, every_year, note)
SELECT (plan.id - 1) * %(count)s + listed.position, plan.id, listed.id, listed.position, listed.position::text,
    '就业', listed.name, listed.unit, (ARRAY['binding', 'expected', 'expected'])[listed.position %% 3 + 1], false,
    '', '', '', false, ''
FROM plans_plan plan CROSS JOIN (
    SELECT id, name, unit, row_number() OVER (ORDER BY code) AS position
    FROM indicators_indicator ORDER BY code LIMIT %(count)s
) listed
"""
# One figure a year: (plan indicator, year) numbered through, with the number that stands for it.
FIGURES = """
CREATE TEMPORARY TABLE figure AS
SELECT (promised.id - 1) * 5 + year - %(first)s + 1 AS id, promised.id AS promise, promised.indicator_id,
    promised.attribute, plan.id AS plan, plan.region_id, year, promised.id * 7919 %% 91 AS kind,
    ((promised.id * 7919 + year * 104729) %% 1000000 / 100.0)::numeric(15, 2) AS value,
    (promised.id * 7919 %% 1000000 / 100.0 + 60)::numeric(15, 2) AS target
FROM indicators_planindicator promised JOIN plans_plan plan ON plan.id = promised.plan_id,
    generate_series(%(first)s, %(last)s) AS year
"""
ACTUALS = """
INSERT INTO indicators_actual (id, region_id, indicator_id, year, accepted_id)
SELECT id, region_id, indicator_id, year, id FROM figure
"""
VERSIONS = """
INSERT INTO indicators_actualversion (id, actual_id, number, kind, op, value, members, cumulative, text,
    is_estimate, revision, source, scope, note, reason, breaks_series, break_note, cause, measure, entered_at)
SELECT id, id, 1, 'number', CASE WHEN kind < 3 THEN '>' ELSE '=' END, value, '[]', kind > 85,
    CASE WHEN kind < 3 THEN '>' ELSE '' END || value::text, kind = 7, 'final', '统计年鉴', '', '', '', false, '', '',
    '', %(at)s
FROM figure
"""
ACCEPTANCES = "INSERT INTO indicators_acceptance (id, version_id, at) SELECT id, id, %(at)s FROM figure"
VERDICTS = """
INSERT INTO indicators_verdict (plan_indicator_id, year, standing, region_id, plan_id, attribute, status, lamp,
    regime, reason, flags, judged_year, is_final, attainment, closure, schedule, deviation, gap, remaining_pace,
    pace_so_far, margin, extrapolation, actual_text, target_version, inputs, rule_version, assessed_at)
SELECT promise, year, 'accepted', region_id, plan, attribute,
    CASE WHEN kind = 0 THEN 'no_data' ELSE (ARRAY['ahead', 'on_track', 'behind'])[kind %% 3 + 1] END,
    CASE WHEN kind = 0 THEN 'na' ELSE (ARRAY['ok', 'ok', 'bad'])[kind %% 3 + 1] END,
    CASE WHEN kind = 0 THEN NULL ELSE (ARRAY['CUM', 'PATH', 'HOLD'])[kind %% 3 + 1] END,
    CASE WHEN kind = 0 THEN 'not_reported' ELSE '' END, CASE WHEN kind < 9 THEN 'approximate stale' ELSE '' END,
    CASE WHEN kind > 0 THEN year END, year = %(last)s,
    CASE WHEN kind > 0 THEN value / target * 100 END, CASE WHEN kind %% 3 = 1 THEN value / target * 90 END,
    CASE WHEN kind > 0 AND kind %% 3 < 2 THEN (year - %(first)s + 1) * 20 END,
    CASE WHEN kind > 0 THEN (value - target) / target * 100 END, CASE WHEN kind > 0 THEN target - value END,
    CASE WHEN kind > 0 AND kind %% 3 < 2 THEN (target - value) / 3 END,
    CASE WHEN kind > 0 AND kind %% 3 < 2 THEN value / 3 END, CASE WHEN kind %% 3 = 2 THEN target - value END,
    CASE WHEN kind > 0 AND kind %% 3 < 2 THEN value * 1.2 END,
    CASE WHEN kind > 0 THEN value::text ELSE '' END, 1,
    replace((%(inputs)s::text[])[year - %(first)s + 1], %(sample)s, value::text)::jsonb,
    '2026.1', %(at)s
FROM figure
"""

JOINED = """
FROM indicators_verdict v
JOIN indicators_planindicator pi ON pi.id = v.plan_indicator_id
JOIN indicators_indicator i ON i.id = pi.indicator_id
JOIN regions_region r ON r.code = v.region_id
JOIN plans_plan p ON p.id = v.plan_id
ORDER BY v.plan_indicator_id, v.year, v.standing
"""
PLAIN = """v.year, v.standing, v.attribute, v.status, v.regime, v.reason, v.flags, v.judged_year, v.is_final,
    v.attainment, v.closure, v.schedule, v.deviation, v.gap, pi.unit, v.remaining_pace, v.pace_so_far, v.margin,
    v.extrapolation, v.actual_text AS actual, v.target_version, v.rule_version, v.assessed_at"""
# What the API gives, but for the words that it adds to codes.
ROWS_AS_JSON = f"""
SELECT json_agg(found)::text FROM (
    SELECT v.plan_indicator_id || '-' || v.year || '-' || v.standing AS id,
        json_build_object('id', pi.id, 'name', pi.name) AS plan_indicator, i.code AS indicator,
        json_build_object('code', r.code, 'name', r.name) AS region,
        json_build_object('id', p.id, 'title', p.title) AS plan, json_build_object('code', v.lamp) AS lamp,
        v.inputs->'target' AS target, v.inputs->'baseline' AS baseline, v.inputs, {PLAIN} {JOINED} LIMIT 1000
) found
"""
TABLES = {
    "progress": f"""
SELECT v.plan_indicator_id || '-' || v.year || '-' || v.standing, pi.id, pi.name, i.code, r.code, r.name, p.id,
    p.title, v.lamp, {PLAIN}, v.inputs#>>'{{target,op}}', v.inputs#>>'{{target,value}}',
    v.inputs#>>'{{target,text}}', v.inputs#>>'{{target,max}}', v.inputs#>>'{{target,kind}}',
    v.inputs#>>'{{target,cumulative}}', v.inputs#>>'{{baseline,op}}', v.inputs#>>'{{baseline,value}}',
    v.inputs#>>'{{baseline,text}}', v.inputs#>>'{{baseline,max}}', v.inputs#>>'{{baseline,kind}}',
    v.inputs#>>'{{baseline,cumulative}}' {JOINED}""",
    "actuals": """
SELECT a.id, r.code, r.name, i.code, i.name, a.year, i.unit, n.op, n.value, n.text, n.upper, n.kind, n.cumulative,
    n.members, n.number, n.is_estimate, n.revision, n.since_year, n.breaks_series, n.numerator, n.denominator,
    n.source, n.scope, n.note, n.entered_at, c.at
FROM indicators_actual a
JOIN regions_region r ON r.code = a.region_id
JOIN indicators_indicator i ON i.id = a.indicator_id
JOIN indicators_actualversion n ON n.id = a.accepted_id
JOIN indicators_acceptance c ON c.version_id = n.id
ORDER BY a.id""",
}


def _case(year: int) -> Case:
    """What a verdict was reached from, with the sample where each row has its own figure."""
    figure = Figure(value=Decimal(SAMPLE), text=SAMPLE)
    actuals = {each: figure for each in range(FIRST, year + 1)}
    limits = (Decimal(0), None)
    return Case("level", "higher", figure, FIRST, LAST, year, actuals, "binding", figure, limits=limits)


def fill() -> str:
    """All of it in the empty database of this process; the key of a token that may read it."""
    at = timezone.now()
    call_command("migrate", verbosity=0)
    load_regions(FIXTURES / "regions.csv")
    load_catalogue(FIXTURES / "catalogue.json")
    inputs = [json.dumps(inputs_of(_case(year))) for year in range(FIRST, LAST + 1)]
    facts = {"first": FIRST, "last": LAST, "count": INDICATORS, "at": at, "inputs": inputs, "sample": SAMPLE}
    with transaction.atomic(), connection.cursor() as cursor:
        # Millions of foreign keys need not be looked up: every id comes from the tables themselves.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in (PLANS, PROMISES, FIGURES, VERDICTS, VERSIONS, ACTUALS, ACCEPTANCES):
            cursor.execute(statement, facts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    reader = create_user(username="bench", name="测速", password=token_urlsafe(), by=None, at=at)
    grant(user=reader, region=Region.objects.get(pk="100000"), role=Role.ANALYST, by=None, at=at)
    return issue_token(user=reader, name="bench", scope=ApiToken.Scope.READ, days=1, at=at)[1]
