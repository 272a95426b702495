"""Who reads and writes what over the API, from where: role × resource × region, as one table.

The table is written by hand from domain.md §1; nothing in it is worked out by the code under test. Each list is
asked for as it is, counted, as CSV and with every filter by place; each object by its address; each writing
action on the form of each region. What is out of reach must not differ from what does not exist.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.services import issue_token
from config.api import RESOURCES, urlpatterns
from config.formats.sdmx.artefacts import AGENCY, VERSION
from indicators.models import Actual, AnnualTarget, PlanIndicator, Verdict
from plans.models import Commitment, Plan
from reporting.models import Round, Submission
from tests.integration.config.country import PEOPLE, PLACES, WITH_DRAFTS, Country, build_country
from tests.integration.snapshot import restored

ROOT = "/api/v1/"
# Published: plans, accepted figures and verdicts. Submitted: figures and verdicts not accepted yet. A round is
# seen with the first of its forms, and named by the region it is of.
READING = """
person           | published                                  | submitted                         | drafts        | forms                                    | rounds
clerk            | 980000 980100 980200                       | 980100                            | -             | 980100                                   | 980000
reviewer         | 980000 980100 980101 980102 980200         | 980100 980101 980102              | -             | 980100 980101 980102                     | 980000
leader           | 980000 980100 980101 980102 980200         | 980100 980101 980102              | -             | -                                        | -
analyst          | 980000 980100 980101 980102 980200         | 980100 980101 980102              | -             | -                                        | -
planner          | 980000 980100 980101 980102 980200         | 980100 980101 980102              | 980100 980101 | 980100 980101 980102                     | 980000
system officer   | 980000 980100 980200                       | -                                 | -             | -                                        | -
security officer | 980000 980100 980200                       | -                                 | -             | -                                        | -
audit officer    | 980000 980100 980200                       | -                                 | -             | -                                        | -
clerk below      | 980000 980100 980101 980102                | 980101                            | -             | 980101                                   | 980000
reviewer below   | 980000 980100 980101 980102                | 980101                            | -             | 980101                                   | 980000
reviewer above   | 980000 980100 980101 980102 980200 980201  | 980000 980100 980101 980102 980200 980201 | -     | 980000 980100 980101 980102 980200 980201 | 980000
planner above    | 980000 980100 980101 980102 980200 980201  | 980000 980100 980101 980102 980200 980201 | 980100 980101 980200 | 980000 980100 980101 980102 980200 980201 | 980000
stranger         | 980000 980200 980201                       | 980201                            | -             | 980201                                   | 980000
neighbour        | 970000                                     | 970000                            | -             | 970000                                   | 970000
"""  # noqa: E501
# The forms on which an action is one's own to take. A form one sees and may not act on answers 403, others 404.
# 西县, 乙市 and 南县 have no reviewer: the next one up reviews, and the one above that accepts.
WRITING = """
person           | fill   | review               | accept
clerk            | 980100 | -                    | -
reviewer         | -      | 980100 980102        | 980101
planner          | -      | -                    | -
clerk below      | 980101 | -                    | -
reviewer below   | -      | 980101               | -
reviewer above   | -      | 980000 980200 980201 | 980000 980100 980102 980200 980201
planner above    | -      | -                    | -
stranger         | 980201 | -                    | -
neighbour        | -      | -                    | -
"""
ACTIONS = {
    "rows": ("fill", {"rows": []}),
    "submit": ("fill", {}),
    "withdraw": ("fill", {}),
    "correct": ("fill", {"rows": [1], "reason": "修订"}),
    "drop": ("fill", {"rows": [1]}),
    "review": ("review", {}),
    "accept": ("accept", {}),
    "return": ("review accept", {"rows": [1], "comment": "不符"}),
    "comment": ("fill review accept", {"row": 1, "text": "请说明"}),
}
ASKING = {"findings": "fill", "comments": ""}  # of a form; without a kind: whoever sees it
# By list: what is asked, and the columns of the table that it may give.
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "regions": (("", "published"),),
    "plans": (("", "published drafts"), ("state=draft", "drafts"), ("year=2023", "published")),
    "commitments": (("", "published drafts"),),
    "plan-indicators": (
        ("", "published drafts"), ("known_on=2025-03-01", "published"), ("indicator=pension&year=2027", "drafts"),
    ),
    "annual-targets": (("", "published drafts"), ("known_on=2025-03-01", "published")),
    "gaps": (("", "published"), ("known_on=2025-03-01&year=2023", "published")),
    "rollups": (("", "published"), ("standing=provisional", "submitted"), ("known_on=2025-03-01", "published")),
    "actuals": (
        ("", "published"), ("standing=provisional", "submitted"), ("known_on=2025-03-01", "published"),
    ),
    "progress": (
        ("", "published"), ("standing=provisional", "submitted"), ("known_on=2025-03-01", "published"),
        ("explain=1&year=2023", "published"),
    ),
    "rounds": (("", "rounds"),),
    "submissions": (("", "forms"),),
}  # fmt: skip
STRUCTURES = ("sdmx", "sdmx-one")
TO_EVERYBODY = ("indicators",)  # the catalogue: what can be measured, of no region
DRAFT = "draft of "
Labels = Mapping[str, str]


def columns(table: str) -> dict[tuple[str, str], set[str]]:
    """By person and column: codes of regions."""
    head, *lines = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return {
        (person, column): set(cell.split()) - {"-"}
        for person, *cells in lines
        for column, cell in zip(head[1:], cells, strict=True)
    }


READ, WRITE = columns(READING), columns(WRITING)
READERS = tuple(dict.fromkeys(person for person, _ in READ))
DIFFERENT = ("clerk", "planner", "audit officer", "reviewer above", "stranger", "neighbour")


def allowed(person: str, kinds: str) -> set[str]:
    """Labels: a region's code, its draft plan as “draft of” it."""
    return {
        DRAFT + code if kind == "drafts" else code for kind in kinds.split() for code in READ[person, kind]
    }


# Complete --------------------------------------------------------------------------------------------------


def test_the_tables_know_every_person_resource_and_action() -> None:
    assert {person for person, _ in READ} == {*PEOPLE} - {"no grant"}
    sees_forms = {person for person in READERS if READ[person, "forms"]}
    assert {person for person, _ in WRITE} == sees_forms
    assert {*LISTS, *TO_EVERYBODY} == set(RESOURCES)
    assert {code for cell in READ.values() for code in cell} == set(PLACES)


def routes() -> Iterator[tuple[str, str, str]]:
    """Name of the address, method, action."""
    for pattern in urlpatterns:
        for each in getattr(pattern, "url_patterns", [pattern]):
            actions = getattr(each.callback, "actions", None) or {"get": ""}
            yield from ((each.name, method, action) for method, action in actions.items())


def test_the_tables_know_every_address() -> None:
    reading = {("index", "get"), ("schema", "get")}
    reading |= {(f"{name}-{kind}", "get") for name in RESOURCES for kind in ("list", "detail")}
    reading |= {(f"submissions-{name}", "get") for name in ASKING} | {(name, "get") for name in STRUCTURES}
    writing = {(f"submissions-{name}", "patch" if name == "rows" else "post") for name in ACTIONS}
    assert {
        (name.replace("give-back", "return"), method) for name, method, _ in routes()
    } == reading | writing


# The country -----------------------------------------------------------------------------------------------


@pytest.fixture
def country(db: None) -> Country:
    return restored("country", build_country)


@pytest.fixture(autouse=True)
def quick_requests(settings: Any) -> None:
    """How often the database is asked is tested elsewhere."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("zeal.")]


def program(country: Country, person: str, scope: str = "read") -> Client:
    _, key = issue_token(user=country.people[person], name="x", scope=scope, days=1, at=timezone.now())
    return Client(headers={"Authorization": f"Token {key}"})


def of_plan(plan: Plan) -> str:
    return DRAFT + plan.region_id if plan.state == Plan.State.DRAFT else plan.region_id


def labels() -> dict[str, Labels]:
    """By resource: each object by its address, with the label of where it belongs."""
    verdicts = [
        (f"{each.plan_indicator_id}-{each.year}-{each.standing}", of_plan(each.plan), each.lamp)
        for each in Verdict.objects.select_related("plan")
    ]
    actuals = Actual.objects.order_by("id")
    return {
        "regions": {code: code for code in PLACES},
        "plans": {str(plan.pk): of_plan(plan) for plan in Plan.objects.all()},
        "commitments": {str(each.pk): of_plan(each.plan) for each in Commitment.objects.all()},
        "plan-indicators": {str(each.pk): of_plan(each.plan) for each in PlanIndicator.objects.all()},
        "actuals": {str(each.pk): each.region_id for each in actuals if each.accepted_id},
        "annual-targets": {
            str(each.pk): of_plan(each.plan_indicator.plan) for each in AnnualTarget.objects.all()
        },
        "gaps": {address: where for address, where, lamp in verdicts if lamp in ("warn", "bad")},
        "rollups": {
            str(each.pk): of_plan(each.plan)
            for each in PlanIndicator.objects.exclude(indicator__sense="composition")
        },
        "progress": {address: where for address, where, _ in verdicts},
        "rounds": {str(each.pk): each.region_id for each in Round.objects.all()},
        "submissions": {str(each.pk): each.region_id for each in Submission.objects.all()},
    }


def test_there_is_something_of_everything_everywhere(country: Country) -> None:
    """Else the absence of rows would prove nothing."""
    everywhere, drafts = set(PLACES), {DRAFT + code for code in WITH_DRAFTS}
    for resource, found in labels().items():
        wanted = {"980000", "970000"} if resource == "rounds" else everywhere
        wanted = wanted | drafts if "drafts" in LISTS[resource][0][1] else wanted
        assert set(found.values()) >= wanted, resource
    submitted = Actual.objects.filter(provisional__isnull=False)
    assert set(submitted.values_list("region", flat=True)) == everywhere


# Lists -----------------------------------------------------------------------------------------------------


FIELDS = {
    "regions": "code", "plans": "id,region,parent_plans", "rounds": "id,region,forms", "indicators": "code",
    "submissions": "id,region", "actuals": "region", "annual-targets": "region,plan",
}  # fmt: skip


def asked(caller: Client, resource: str, query: str) -> list[Any]:
    """The rows, counted; of each only what tells where it belongs."""
    fields = FIELDS.get(resource, "region,plan")
    answer = caller.get(f"{ROOT}{resource}/?{query}&count=1&page_size=200&fields={fields}")
    assert answer.status_code == 200, answer.content
    page = answer.json()
    assert (page["next"], page["count"]) == (None, len(page["results"]))
    return list(page["results"])


def cells(caller: Client, resource: str, query: str) -> list[dict[str, str]]:
    answer = caller.get(f"{ROOT}{resource}/?{query}&format=csv&fields={FIELDS.get(resource, 'region,plan')}")
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def label(resource: str, row: Mapping[str, Any], drafts: set[str]) -> str:
    """Where a row belongs, by what it says itself."""
    code = row["code"] if resource == "regions" else row["region"]["code"]
    plan = row["id"] if resource == "plans" else (row.get("plan") or {}).get("id")
    return DRAFT + code if str(plan) in drafts else str(code)


@pytest.mark.parametrize("person", READERS)
def test_lists_give_what_is_within_reach_and_nothing_else(country: Country, person: str) -> None:
    caller, wrong = program(country, person), []
    drafts = {key for key, where in labels()["plans"].items() if where.startswith(DRAFT)}
    for resource, queries in LISTS.items():
        for query, kinds in queries:
            rows = asked(caller, resource, query)
            found, wanted = {label(resource, row, drafts) for row in rows}, allowed(person, kinds)
            if found != wanted:
                wrong.append(f"{resource}/?{query}: {sorted(found ^ wanted)}")
            if person in DIFFERENT and len(cells(caller, resource, query)) != len(rows):
                wrong.append(f"{resource}/?{query}: more or less as CSV")
    assert not wrong, "\n" + "\n".join(wrong)


BELOW = {
    "980000": {code for code in PLACES if code.startswith("98")},
    "980100": {"980100", "980101", "980102"},
    "980200": {"980200", "980201"},
    "970000": {"970000"},
}


@pytest.mark.parametrize("person", DIFFERENT)
def test_a_filter_by_place_never_reaches_further(country: Country, person: str) -> None:
    caller, wrong = program(country, person), []
    drafts = {key for key, where in labels()["plans"].items() if where.startswith(DRAFT)}
    for resource, queries in LISTS.items():
        filters = [(f"subtree={code}", inside) for code, inside in BELOW.items()]
        filters += [(f"region={code}", {code}) for code in PLACES if resource != "regions"]
        for (query, kinds), (place, inside) in product(queries[:2], filters):
            rows = asked(caller, resource, f"{query}&{place}" if query else place)
            found = {label(resource, row, drafts) for row in rows}
            wanted = {each for each in allowed(person, kinds) if each.removeprefix(DRAFT) in inside}
            if found != wanted:
                wrong.append(f"{resource}/?{query}&{place}: {sorted(found ^ wanted)}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_catalogue_is_everybodys(country: Country) -> None:
    told = [asked(program(country, person), name, "") for person in READERS for name in TO_EVERYBODY]
    assert all(each == told[0] for each in told)
    assert len(told[0]) == 4


# Objects ---------------------------------------------------------------------------------------------------


def examples(found: Labels) -> dict[str, str]:
    """One address for each label (and, of verdicts, for each standing)."""
    chosen = {
        (where, address.rpartition("-")[2] if "-" in address else ""): address
        for address, where in found.items()
    }
    return {address: where for (where, _), address in chosen.items()}


@pytest.mark.parametrize("person", READERS)
def test_objects_out_of_reach_are_like_those_that_are_not(country: Country, person: str) -> None:
    caller, wrong = program(country, person), []
    for resource, found in labels().items():
        kinds = " ".join(kind for query, kind in LISTS[resource] if not query)
        for address, where in examples(found).items():
            kind = "submitted" if address.endswith("-provisional") else kinds
            tell(caller, f"{resource}/{address}/", where in allowed(person, kind), wrong)
    for actual in Actual.objects.filter(provisional__isnull=False, accepted__isnull=True):
        may = actual.region_id in allowed(person, "submitted")
        tell(caller, f"actuals/{actual.pk}/?standing=provisional", may, wrong)
        tell(caller, f"actuals/{actual.pk}/", may=False, wrong=wrong)
    assert not wrong, "\n" + "\n".join(wrong)


def tell(caller: Client, path: str, may: bool, wrong: list[str]) -> None:
    answer = caller.get(f"{ROOT}{path}")
    if answer.status_code != (200 if may else 404):
        wrong.append(f"{path}: {answer.status_code}, {'may' if may else 'may not'}")
    elif not may and answer.json() != {**NOT_FOUND, "instance": f"{ROOT}{path.partition('?')[0]}"}:
        wrong.append(f"{path}: says more than that it is not there: {answer.content.decode()}")


NOT_FOUND = {
    "type": "/api/problems/not_found/",
    "title": "没有找到",
    "status": 404,
    "code": "not_found",
    "detail": "没有这个对象，或您的授权范围内看不到它。",
}


@pytest.mark.parametrize(
    ("parameter", "resources", "hidden"),
    [
        (
            "plan",
            ("commitments", "plan-indicators", "annual-targets", "progress", "gaps", "rollups"),
            "plans",
        ),
        ("round", ("submissions",), "rounds"),
    ],
)
def test_a_filter_by_what_is_hidden_is_like_one_by_what_is_not(
    country: Country, parameter: str, resources: tuple[str, ...], hidden: str
) -> None:
    nowhere = 10**9
    for person in READERS:
        caller, kinds = program(country, person), LISTS[hidden][0][1]
        for resource, (key, where) in product(resources, labels()[hidden].items()):
            answer = caller.get(f"{ROOT}{resource}/?{parameter}={key}")
            absent = caller.get(f"{ROOT}{resource}/?{parameter}={nowhere}")
            assert absent.status_code == 400
            if where in allowed(person, kinds):
                assert answer.status_code == 200, (person, resource, where)
            else:
                said = absent.content.decode().replace(str(nowhere), key)
                assert (answer.status_code, answer.content.decode()) == (400, said), (person, where)


# Inside a row ----------------------------------------------------------------------------------------------


def test_nothing_hidden_is_named_inside_what_is_shown(country: Country) -> None:
    """A parent plan, a share that is split down, a form's round: only what one could ask for as well."""
    for person in READERS:
        caller = program(country, person)
        seen = {row["id"] for row in asked(caller, "plans", "")}
        for row in asked(caller, "plans", ""):
            assert {each["id"] for each in row["parent_plans"]} <= seen
        for row in asked(caller, "rounds", ""):
            assert row["forms"] == len(asked(caller, "submissions", f"round={row['id']}"))


@pytest.mark.parametrize("query", ["", "&standing=provisional", "&known_on=2025-03-01"])
def test_a_sum_counts_only_parts_that_one_may_read(country: Country, query: str) -> None:
    """The parts out of sight are told by name, as on the map, and nothing of theirs."""
    for person in READERS:
        caller, may = program(country, person), READ[person, "published"]
        answer = caller.get(f"{ROOT}rollups/?year=2023&page_size=200{query}")
        for row in answer.json()["results"]:
            for child in row["children"]:
                if child["region"]["code"] not in may:
                    assert [child[name] for name in PARTS] == [None] * len(PARTS), (person, child)
            for name in ("target", "actual"):
                counted = [child for child in row["children"] if child[f"{name}_counted"]]
                assert row[f"{name}s"] is None or row[f"{name}s"]["known"] == len(counted)


PARTS = ("plan_indicator", "unit", "target", "target_counted", "actual", "actual_counted")


def test_code_lists_of_sdmx_hold_only_what_is_within_reach(country: Country) -> None:
    for person in READERS:
        answer = program(country, person).get(f"{ROOT}sdmx/structure/codelist/{AGENCY}/CL_AREA/{VERSION}/")
        (found,) = answer.json()["data"]["codelists"]
        assert {code["id"] for code in found["codes"]} - {"_T"} == READ[person, "published"], person


# Writing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", READERS)
def test_actions_are_for_those_whose_they_are(country: Country, person: str) -> None:
    """Whether the state of a form allows them is another question (test_who_may_what)."""
    caller, forms, wrong = program(country, person, "report"), READ[person, "forms"], []
    for form in Submission.objects.order_by("id"):
        code = form.region_id
        for action, (kinds, body) in ACTIONS.items():
            with undone():
                status = send(caller, form, action, body)
            seen = code in forms
            may = any(code in WRITE.get((person, kind), ()) for kind in kinds.split())
            wanted = (200, 400, 409, 422) if may else (403,) if seen else (404,)
            if status not in wanted:
                wrong.append(f"{code} {action}: {status}, not {wanted}")
        for name, kind in ASKING.items():
            status, seen = caller.get(f"{ROOT}submissions/{form.pk}/{name}/").status_code, code in forms
            may = seen and (not kind or code in WRITE.get((person, kind), ()))
            if status != (200 if may else 403 if seen else 404):
                wrong.append(f"{code} {name}: {status}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("person", ["clerk", "reviewer"])
def test_a_token_for_reading_writes_nothing(country: Country, person: str) -> None:
    caller, form = program(country, person), Submission.objects.get(region="980100")
    for action, (_, body) in ACTIONS.items():
        assert send(caller, form, action, body) == 403


def send(caller: Client, form: Submission, action: str, body: Mapping[str, Any]) -> int:
    sender = caller.patch if action == "rows" else caller.post
    path = f"{ROOT}submissions/{form.pk}/{action}/"
    return sender(path, json.dumps(body), content_type="application/json").status_code


@contextmanager
def undone() -> Iterator[None]:
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


# Doors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["clerk", "planner", "leader", "audit officer"])
def test_scope_and_session_change_nothing_in_what_is_read(country: Country, person: str) -> None:
    browser = Client()
    browser.force_login(country.people[person])
    reading, reporting = program(country, person), program(country, person, "report")
    for resource in RESOURCES:
        path = f"{ROOT}{resource}/?count=1&page_size=1000"
        told = {caller.get(path).content for caller in (browser, reading, reporting)}
        assert len(told) == 1, resource


def test_a_session_writes_only_with_its_mark(country: Country) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(country.people["clerk"])
    form = Submission.objects.get(region="980100")
    for action, (_, body) in ACTIONS.items():
        assert send(browser, form, action, body) == 403


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [("", 401, "not_authenticated"), ("no grant", 403, "permission_denied")],
)
def test_without_name_or_grant_no_address_gives_anything(
    country: Country, person: str, status: int, code: str
) -> None:
    caller = program(country, person, "report") if person else Client()
    paths = [f"{name}/{query}" for name in RESOURCES for query in ("", "?count=1", "?format=csv")]
    paths += [f"{name}/{next(iter(found))}/" for name, found in labels().items()]
    for path in ("", "schema", *paths):
        answer = caller.get(f"{ROOT}{path}")
        assert (answer.status_code, answer.json()["code"]) == (status, code), path
    form = Submission.objects.order_by("id")[0]
    for action, (_, body) in ACTIONS.items():
        assert send(caller, form, action, body) == status
