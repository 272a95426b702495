-- The nation in bulk, for nation.py. All of it follows from the ids, so that it is the same every time.
-- Foreign keys need not be looked up three million times: every id comes from the tables themselves.
SET LOCAL session_replication_role = replica;

INSERT INTO plans_plan (id, region_id, title, document_number, issuer, start_year, end_year, state,
    parent_titles, source, published_at, cutoff_ahead, cutoff_on_track, cutoff_tolerance, cutoff_serious)
SELECT row_number() OVER (ORDER BY code), code, name || '“十四五”人力资源和社会保障事业发展规划', '', name || '人民政府',
    %(first)s, %(last)s, 'published', '[]', '', %(at)s, 5, 0, -5, -30
FROM regions_region WHERE level <> 'country';

INSERT INTO indicators_planindicator (id, plan_id, indicator_id, position, number, "group", name, unit, attribute,
    is_local, local_meaning, own_basis, own_sense, every_year, note)
SELECT (plan.id - 1) * %(count)s + listed.position, plan.id, listed.id, listed.position, listed.position::text,
    '就业', listed.name, listed.unit, (ARRAY['binding', 'expected', 'expected'])[listed.position %% 3 + 1], false,
    '', '', '', false, ''
FROM plans_plan plan CROSS JOIN (
    SELECT id, name, unit, row_number() OVER (ORDER BY code) AS position
    FROM indicators_indicator ORDER BY code LIMIT %(count)s
) listed;

-- One figure a year: (plan indicator, year) numbered through, with the number that stands for it.
CREATE TEMPORARY TABLE figure AS
SELECT (promised.id - 1) * 5 + year - %(first)s + 1 AS id, promised.id AS promise, promised.indicator_id,
    promised.attribute, plan.id AS plan, plan.region_id, year, promised.id * 7919 %% 91 AS kind,
    ((promised.id * 7919 + year * 104729) %% 1000000 / 100.0)::numeric(15, 2) AS value,
    (promised.id * 7919 %% 1000000 / 100.0 + 60)::numeric(15, 2) AS target
FROM indicators_planindicator promised JOIN plans_plan plan ON plan.id = promised.plan_id,
    generate_series(%(first)s, %(last)s) AS year;

INSERT INTO indicators_actual (id, region_id, indicator_id, year, accepted_id)
SELECT id, region_id, indicator_id, year, id FROM figure;

INSERT INTO indicators_actualversion (id, actual_id, number, kind, op, value, members, cumulative, text,
    is_estimate, revision, source, scope, note, reason, breaks_series, break_note, cause, measure, entered_at)
SELECT id, id, 1, 'number', CASE WHEN kind < 3 THEN '>' ELSE '=' END, value, '[]', kind > 85,
    CASE WHEN kind < 3 THEN '>' ELSE '' END || value::text, kind = 7, 'final', '统计年鉴', '', '', '', false, '', '',
    '', %(at)s
FROM figure;

INSERT INTO indicators_acceptance (id, version_id, at) SELECT id, id, %(at)s FROM figure;

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
FROM figure;
