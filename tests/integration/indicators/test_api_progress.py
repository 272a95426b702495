"""Verdicts over the API: whatever is given can be recomputed from what is given with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from indicators.calc import FLAGS, assess, explain, round_half_up
from indicators.calc.casefile import read_cases
from indicators.calc.checked_case import read_case
from indicators.calc.inputs import case_of
from indicators.models import PlanIndicator, Verdict
from indicators.services.assessment import assess_plan_indicators
from plans.models import Plan
from tests.integration.world import World

Caller = Callable[[str], Client]
PATH = "/api/v1/progress/"
PERCENTAGES = ("attainment", "closure", "schedule", "deviation")
AMOUNTS = ("gap", "remaining_pace", "pace_so_far", "margin", "extrapolation")


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 60),
        ("?year=2023", 12),
        ("?region=980101&year=2023", 4),
        ("?subtree=980100&year=2023", 8),
        ("?level=city&year=2023", 4),
        ("?indicator=pension&year=2023", 3),
        ("?attribute=binding&year=2023", 3),
        ("?status=achieved_early", 0),
        ("?standing=provisional&year=2024", 12),
        ("?standing=accepted&year=2024&region=980101", 4),
    ],
)
def test_filters(world: World, with_token: Caller, query: str, count: int) -> None:
    assert len(rows(with_token("leader").get(PATH + query))) == count


def test_filters_by_status_and_lamp_give_just_those(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    everything = rows(program.get(f"{PATH}?page_size=1000"))
    for field, of in (("status", lambda row: row["status"]), ("lamp", lambda row: row["lamp"]["code"])):
        for word in {of(row) for row in everything}:
            found = rows(program.get(f"{PATH}?page_size=1000&{field}={word}"))
            assert found == [row for row in everything if of(row) == word]
            assert found


def test_one_verdict_with_its_reasons(world: World, with_token: Caller) -> None:
    row = world.row("980101", "pension")
    said = with_token("clerk").get(f"{PATH}{row.pk}-2023-accepted/").json()
    assert said["id"] == f"{row.pk}-2023-accepted"
    assert said["plan_indicator"] == {"id": row.pk, "name": "基本养老保险参保率"}
    assert said["indicator"] == {"code": "pension", "name": "基本养老保险参保率"}
    assert (said["region"]["code"], said["unit"]) == ("980101", "%")
    assert (said["regime"], said["status"], said["status_label"]) == ("PATH", "behind", "滞后")
    assert said["lamp"] == {"code": "warn", "label": "黄灯"}
    assert (said["attainment"], said["closure"], said["schedule"], said["deviation"]) == (
        "96.32",
        "30",
        "60",
        "-30",
    )
    assert (said["gap"], said["remaining_pace"], said["pace_so_far"]) == ("3.5", "1.75", "0.5")
    assert (said["actual"], said["reason"], said["margin"]) == ("91.5", None, None)
    assert said["target"] == {"op": "=", "value": "95", "text": "95"}
    assert said["why"]
    assert said["why"][-1].endswith("。")


def test_a_verdict_that_cannot_be_reached_says_why(world: World, with_token: Caller) -> None:
    row = world.row("980101", "new_jobs")
    Verdict.objects.filter(plan_indicator=row, year=2023, standing="accepted").update(
        status="inconclusive", reason="hole", lamp="na"
    )
    said = with_token("clerk").get(f"{PATH}{row.pk}-2023-accepted/").json()
    assert (said["reason"], said["reason_label"]) == ("hole", "有年度缺报，合计只是下限，不足以下结论")


def test_sentences_in_a_list_only_when_asked_for(world: World, with_token: Caller) -> None:
    program = with_token("clerk")
    plain = rows(program.get(f"{PATH}?region=980101"))
    told = rows(program.get(f"{PATH}?region=980101&explain=1"))
    assert not any("why" in row for row in plain)
    assert [{key: row[key] for key in row if key != "why"} for row in told] == plain
    for row in told:
        case = case_of(row["inputs"])
        assert row["why"] == explain(case, assess([case])[0])
    answer = program.get(f"{PATH}?explain=yes")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "explain")


def as_text(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@pytest.mark.parametrize("standing", ["accepted", "provisional"])
def test_every_verdict_can_be_recomputed_from_its_inputs(
    world: World, with_token: Caller, standing: str
) -> None:
    found = rows(with_token("leader").get(f"{PATH}?page_size=1000&standing={standing}"))
    assert len(found) == 60
    for row in found:
        verdict = assess([case_of(row["inputs"])])[0]
        given = {name: row[name] for name in (*PERCENTAGES, *AMOUNTS)}
        assert given == {name: as_text(getattr(verdict, name)) for name in given}
        assert row["status"] == verdict.status
        assert row["lamp"]["code"] == verdict.lamp(row["attribute"]).code
        assert (row["regime"], row["reason"]) == (verdict.regime, verdict.reason)
        assert row["flags"] == list(verdict.flags)
        assert row["flag_labels"] == [FLAGS[flag] for flag in verdict.flags]
        assert (row["judged_year"], row["is_final"]) == (verdict.judged_year, verdict.final)
        assert row["rule_version"] == verdict.rule_version


JUDGED = ("status", "regime", "flags", "attainment", "closure", "schedule")


@pytest.mark.parametrize("standing", ["accepted", "provisional"])
def test_a_page_is_judged_alike_by_the_command(
    world: World, with_token: Caller, standing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan has cut-offs of its own, by which pension, 30 points behind, is still on track."""
    row = world.row("980101", "pension")
    Plan.objects.filter(pk=row.plan_id).update(cutoff_on_track=-30, cutoff_tolerance=-40, cutoff_serious=-50)
    of_plan = list(PlanIndicator.objects.filter(plan=row.plan_id).values_list("pk", flat=True))
    assess_plan_indicators(plan_indicator_ids=of_plan, at=timezone.now())
    answer = with_token("leader").get(f"{PATH}?page_size=1000&standing={standing}")
    page, file = rows(answer), tmp_path / "page.json"
    file.write_bytes(answer.content)
    call_command("assess", str(file))
    printed = json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)
    assert [found["id"] for found in printed] == [given["id"] for given in page]
    for given, found in zip(page, printed, strict=True):
        shown = {name: as_text(at) if isinstance(at, Decimal) else at for name, at in found.items()}
        assert {name: shown[name] for name in JUDGED} == {name: given[name] for name in JUDGED}
        gap = None if given["gap"] is None else as_text(round_half_up(Decimal(given["gap"]), 2))
        assert shown["gap"] == gap
    verdicts = assess([read_case(each) for each in read_cases(answer.content.decode())])
    assert [as_text(found.deviation) for found in verdicts] == [given["deviation"] for given in page]
    (pension,) = (given for given in page if given["id"] == f"{row.pk}-2023-{standing}")
    assert (pension["status"], pension["deviation"]) == ("on_track", "-30")


def test_no_number_is_a_binary_fraction(world: World, with_token: Caller) -> None:
    def walk(value: Any) -> None:
        assert not isinstance(value, float), value
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(each)

    walk(rows(with_token("leader").get(f"{PATH}?page_size=1000")))


def test_what_the_stranger_may_not_see_is_not_there(world: World, with_token: Caller) -> None:
    program = with_token("stranger")
    assert {row["region"]["code"] for row in rows(program.get(PATH))} == {"980000"}
    assert rows(program.get(f"{PATH}?standing=provisional")) == []
    answer = program.get(f"{PATH}{world.row('980101', 'pension').pk}-2023-accepted/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    province = world.row("980000", "pension").pk
    assert program.get(f"{PATH}{province}-2023-accepted/").status_code == 200
    assert program.get(f"{PATH}{province}-2023-provisional/").status_code == 404


@pytest.mark.parametrize("key", ["0-2023-accepted", "1-1000-accepted", "999999999999999999-2023-accepted"])
def test_an_unknown_verdict_is_not_found(world: World, with_token: Caller, key: str) -> None:
    answer = with_token("leader").get(f"{PATH}{key}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("query", ["", "&explain=1"])
def test_queries_do_not_grow_with_verdicts(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int], query: str
) -> None:
    program = with_token("leader")
    program.get(f"{PATH}?page_size=2{query}")
    few = count_queries(lambda: program.get(f"{PATH}?page_size=2{query}"))
    assert count_queries(lambda: program.get(f"{PATH}?page_size=40{query}")) == few
