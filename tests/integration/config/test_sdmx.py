"""SDMX: read by pysdmx, every row has its own key, every code stands in its list, every value is JSON's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from accounts.services import create_user, grant, issue_token
from indicators.models import Indicator
from indicators.services.assessment import assess_everything
from plans.services import create_plan
from regions.models import Region
from regions.services import add_region
from tests.integration.config.sdmx_reading import (
    LISTS,
    STRUCTURE,
    check_codes_and_keys,
    check_values,
    code_list,
    table,
    text,
)
from tests.integration.config.test_formats import HOSTILE, build_rich
from tests.integration.paging import all_rows
from tests.integration.serving import served
from tests.integration.snapshot import restored
from tests.integration.world import AT, PASSWORD, World

Caller = Callable[[str], Client]


@pytest.fixture
def world(db: None) -> World:
    return restored("every kind of figure and hostile texts", build_rich)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("person", ["planner", "clerk"])
def test_pysdmx_reads_it_and_it_is_what_json_says(
    world: World, with_token: Caller, person: str, path: str
) -> None:
    program = with_token(person)
    assert check_codes_and_keys(program, path) == check_values(program, path) > 0


def test_hostile_texts_come_through_whole(world: World, with_token: Caller) -> None:
    rows = csv.DictReader(io.StringIO(table(with_token("planner"), "actuals?region=980102"), newline=""))
    found = list(rows)
    assert [row["NOTE"] for row in found] == list(HOSTILE)
    assert [row["OBS_VALUE"] for row in found] == [
        "", "", "", "", "", "350", "-3.5", "", "0", "123456789.123456",
    ]  # fmt: skip
    assert [row["OBS_STATUS"] for row in found].count("O") == 1


def test_the_real_plans_read_whole(db: None) -> None:
    call_command("load_plans")
    assess_everything(at=timezone.now())
    user = create_user(username="nation", name="全", password=PASSWORD, by=None, at=AT)
    grant(user=user, region=Region.objects.get(pk="100000"), role=Role.ANALYST, by=None, at=AT)
    _, key = issue_token(user=user, name="x", scope="read", days=1, at=timezone.now())
    program = Client(headers={"Authorization": f"Token {key}"})
    for path, least in (("actuals", 44), ("progress", 500)):
        assert check_codes_and_keys(program, path) == check_values(program, path) >= least


@pytest.mark.parametrize("person", ["stranger", "clerk", "leader"])
def test_lists_hold_what_the_grants_reach(world: World, with_token: Caller, person: str) -> None:
    draft = create_plan(region_id="980100", title="草稿", start_year=2026, end_year=2030, by=None, at=AT)
    program = with_token(person)
    areas, plans = code_list(program, "CL_AREA"), code_list(program, "CL_PLAN")
    assert [code.id for code in areas] == [row["code"] for row in all_rows(program, "regions/")]
    assert ("980101" in {code.id for code in areas}) == (person != "stranger")
    assert [code.id for code in plans] == [str(row["id"]) for row in all_rows(program, "plans/")]
    assert str(draft.pk) not in {code.id for code in code_list(with_token("planner"), "CL_PLAN")}
    assert str(world.plans["980101"].pk) not in {code.id for code in plans} or person != "stranger"


def test_the_catalogue_is_told_with_units_and_parents(world: World, with_token: Caller) -> None:
    Indicator.objects.filter(code="pension").update(parent=world.indicators["new_jobs"], unit="件/万人")
    program = with_token("clerk")
    message = program.get(f"{STRUCTURE}codelist/PLAN_MONITOR/CL_INDICATOR/1.0/").json()
    (found,) = message["data"]["codelists"]
    codes = {code["id"]: code for code in found["codes"]}
    assert set(codes) == set(world.indicators)
    assert codes["pension"]["parent"] == "new_jobs"
    assert codes["pension"]["names"] == {"zh": "基本养老保险参保率"}
    notes = {note["type"]: note["text"] for note in codes["pension"]["annotations"]}
    assert (notes["UNIT_MEASURE"], notes["UNIT"]) == ("PIECE_PER_WAN_PERSON", "件/万人")
    assert "件/万人" in {code.name for code in code_list(program, "CL_UNIT")}


def test_both_forms_of_a_message_say_the_same(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    said = program.get(STRUCTURE).json()["data"]
    root = fromstring(program.get(f"{STRUCTURE}?format=sdmx-ml").content)
    space = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/%s}"
    structure, common = space % "structure", space % "common"

    def named(tag: str) -> list[tuple[str | None, str | None]]:
        return [(each.get("id"), each.findtext(f"{common}Name")) for each in root.iter(structure + tag)]

    def in_json(found: list[Any]) -> list[tuple[str, str]]:
        return [(each["id"], each["name"]) for each in found]

    assert named("Codelist") == in_json(said["codelists"])
    assert named("Code") == in_json([code for each in said["codelists"] for code in each["codes"]])
    assert named("Concept") == in_json(
        [each for scheme in said["conceptSchemes"] for each in scheme["concepts"]]
    )
    assert named("Dataflow") == in_json(said["dataflows"])
    enumerated = re.findall(r'"enumeration":"([^"]+)"', program.get(STRUCTURE).content.decode())
    assert sorted(each.text or "" for each in root.iter(f"{structure}Enumeration")) == sorted(enumerated)


def test_one_artefact_comes_with_all_it_refers_to(world: World, with_token: Caller) -> None:
    from pysdmx.io import get_datasets

    program = with_token("leader")
    one = text(program, f"{STRUCTURE}dataflow/PLAN_MONITOR/PROGRESS/1.0/")
    assert "CL_REVISION" not in one
    (found,) = get_datasets(table(program, "progress"), one)
    assert Decimal(str(found.data["OBS_VALUE"].dropna().iloc[0]))
    for kind in ("datastructure", "codelist", "conceptscheme"):
        artefact = {"datastructure": "ACTUALS", "codelist": "CL_LAMP", "conceptscheme": "CS_ACTUALS"}[kind]
        data = program.get(f"{STRUCTURE}{kind}/PLAN_MONITOR/{artefact}/1.0/").json()["data"]
        assert artefact in {each["id"] for found in data.values() for each in found}


@pytest.mark.parametrize(
    "address",
    [
        "dataflow/PLAN_MONITOR/NOTHING/1.0/", "dataflow/OTHER/ACTUALS/1.0/",
        "dataflow/PLAN_MONITOR/ACTUALS/2.0/",
        "nothing/PLAN_MONITOR/ACTUALS/1.0/", "codelist/PLAN_MONITOR/%00/1.0/",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(world: World, with_token: Caller, address: str) -> None:
    assert with_token("leader").get(f"{STRUCTURE}{address}").status_code == 404


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("actuals/?format=sdmx-csv&fields=id", "invalid_parameter"),
        ("actuals/?format=sdmx-csv&page_size=5", "unknown_parameter"),
        ("plans/?format=sdmx-csv", "invalid_parameter"),
        ("sdmx/structure/?fields=id", "unknown_parameter"),
        ("sdmx/structure/?format=csv", "invalid_parameter"),
    ],
)
def test_what_cannot_be_is_refused(world: World, with_token: Caller, address: str, code: str) -> None:
    answer = with_token("leader").get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_structures_need_a_token_and_are_read_only(world: World, with_token: Caller) -> None:
    assert Client().get(STRUCTURE).json()["code"] == "not_authenticated"
    assert with_token("leader").post(STRUCTURE).status_code == 405
    index = with_token("leader").get("/api/v1/").json()
    assert index["sdmx"].endswith(STRUCTURE)


@pytest.mark.parametrize(
    ("address", "accept", "given"),
    [
        (
            "/api/v1/actuals/", "application/vnd.sdmx.data+csv;version=2.0.0",
            "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
        ),
        (STRUCTURE, "*/*", "application/vnd.sdmx.structure+json; version=2.0.0"),
        (
            STRUCTURE, "application/vnd.sdmx.structure+json;version=1.0",
            "application/vnd.sdmx.structure+json; version=2.0.0",
        ),
        (
            STRUCTURE, "application/vnd.sdmx.structure+xml;version=3.0.0",
            "application/vnd.sdmx.structure+xml; version=3.0.0",
        ),
    ],
)  # fmt: skip
def test_the_header_accept_chooses(
    world: World, with_token: Caller, address: str, accept: str, given: str
) -> None:
    answer = with_token("leader").get(address, headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, given)


def test_an_empty_list_is_the_line_of_names(world: World, with_token: Caller) -> None:
    found = table(with_token("leader"), "actuals?year=1990").splitlines()
    assert len(found) == 1
    assert found[0].startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,")


def test_structures_unchanged_are_not_sent_again(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    first = program.get(STRUCTURE)
    assert program.get(STRUCTURE, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_structures_need_as_many_queries_for_many_places(
    world: World, with_token: Caller, count_queries: Callable[..., int]
) -> None:
    program = with_token("leader")
    program.get(STRUCTURE)
    before = count_queries(lambda: program.get(STRUCTURE))
    for number in range(20, 40):
        add_region(
            code=f"9801{number}", name=f"县{number}", level="county", parent_id="980100", is_fictional=True
        )
    assert count_queries(lambda: program.get(STRUCTURE)) == before


def test_the_example_of_the_documentation_runs(world: World) -> None:
    document = (settings.BASE_DIR / "docs/api.md").read_text("utf-8")
    example = re.search(r"^```python run=sdmx\n(.*?)^```$", document, re.DOTALL | re.MULTILINE)
    assert example is not None
    _, key = issue_token(user=world.people["leader"], name="x", scope="read", days=1, at=timezone.now())
    names: dict[str, Any] = {}
    with served() as host:
        code = example[1].replace("https://plan.example.org", f"http://{host}").replace("YOUR-TOKEN", key)
        exec(code.replace("year=2024", "year=2023"), names)
    assert set(names["actuals"].data["TIME_PERIOD"]) == {"2023"}
    assert len(names["actuals"].data) == 13
