"""Who reads what over the API, from where: every list, every filter by place, every object (matrix.py).

What is out of reach must not differ from what does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from django.test import Client

from config.api import RESOURCES, urlpatterns
from config.formats.sdmx.artefacts import AGENCY, VERSION
from indicators.models import Actual
from tests.integration.config.country import PEOPLE, PLACES, WITH_DRAFTS, Country
from tests.integration.config.matrix import (
    ACTIONS,
    ASKING,
    DIFFERENT,
    DRAFT,
    LISTS,
    READ,
    READERS,
    ROOT,
    STRUCTURES,
    TO_EVERYBODY,
    WRITE,
    Labels,
    allowed,
    asked,
    cells,
    label,
    labels,
    program,
)

# Complete --------------------------------------------------------------------------------------------------


def test_the_tables_know_every_person_resource_and_action() -> None:
    assert {person for person, _ in READ} == {*PEOPLE} - {"no grant"}
    sees_forms = {person for person in READERS if READ[person, "forms"]}
    assert {person for person, _ in WRITE} == sees_forms
    assert {*LISTS, *TO_EVERYBODY} == set(RESOURCES)
    assert {code for cell in READ.values() for code in cell} == set(PLACES)


def routes() -> Iterator[tuple[str, str]]:
    """Name of each address, and a method that it has."""
    for pattern in urlpatterns:
        for each in getattr(pattern, "url_patterns", [pattern]):
            methods = getattr(each.callback, "actions", None) or ("get",)
            yield from ((each.name, method) for method in methods if method != "head")


def test_the_tables_know_every_address() -> None:
    reading = {("index", "get"), ("schema", "get")}
    reading |= {(f"{name}-{kind}", "get") for name in RESOURCES for kind in ("list", "detail")}
    reading |= {(f"submissions-{name}", "get") for name in ASKING} | {(name, "get") for name in STRUCTURES}
    writing = {(f"submissions-{name}", "patch" if name == "rows" else "post") for name in ACTIONS}
    assert {(name.replace("give-back", "return"), method) for name, method in routes()} == reading | writing


# The country -------------------------------------------------------------------------------------------


def test_there_is_something_of_everything_everywhere(country: Country) -> None:
    """Else the absence of rows would prove nothing."""
    everywhere, drafts = set(PLACES), {DRAFT + code for code in WITH_DRAFTS}
    for resource, found in labels().items():
        wanted = {"980000", "970000"} if resource == "rounds" else everywhere
        wanted = wanted | drafts if "drafts" in LISTS[resource][0][1] else wanted
        assert set(found.values()) >= wanted, resource
    submitted = Actual.objects.filter(provisional__isnull=False)
    assert set(submitted.values_list("region", flat=True)) == everywhere


# Lists ---------------------------------------------------------------------------------------------------


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
    for person, resource in product(DIFFERENT, resources):
        caller, kinds = program(country, person), LISTS[hidden][0][1]
        absent = caller.get(f"{ROOT}{resource}/?{parameter}={nowhere}")
        assert absent.status_code == 400
        for key, where in labels()[hidden].items():
            answer = caller.get(f"{ROOT}{resource}/?{parameter}={key}&page_size=1")
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
    for person in DIFFERENT:
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
