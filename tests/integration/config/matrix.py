"""Role × resource × region over the API as one table, and how to ask for what is in it.

Written by hand from domain.md §1: nothing in it is worked out by the code under test.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.services import issue_token
from indicators.models import Actual, AnnualTarget, PlanIndicator, Verdict
from plans.models import Commitment, Plan
from reporting.models import Round, Submission
from tests.integration.config.country import PLACES, Country

ROOT = "/api/v1/"
# Published: plans, accepted figures and verdicts. Submitted: figures and verdicts not accepted yet. A round
# is seen with the first of its forms, and named by the region it is of.
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
# The forms on which an action is one's own to take. A form one sees and may not act on answers 403, others
# 404. 西县, 乙市 and 南县 have no reviewer: the next one up reviews, and the one above that accepts.
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
    # Of what is not handed up: the own level returns rows that wait for its review only.
    "return": ("accept", {"rows": [1], "comment": "不符"}),
    "comment": ("fill review accept", {"row": 1, "text": "请说明"}),
}
ASKING = {"findings": "fill", "comments": ""}  # of a form; without a kind: whoever sees it
# By list: what is asked, and the columns of the table that it may give.
ON = "known_on=2025-03-01"
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "regions": (("", "published"),),
    "plans": (("", "published drafts"), ("state=draft", "drafts"), ("year=2023", "published")),
    "commitments": (("", "published drafts"),),
    "plan-indicators": (("", "published drafts"), (ON, "published"), ("year=2027", "drafts")),
    "annual-targets": (("", "published drafts"), (ON, "published")),
    "gaps": (("", "published"), (f"{ON}&year=2023", "published")),
    "rollups": (
        ("", "published drafts"), ("standing=provisional", "submitted drafts"), (ON, "published"),
    ),
    "actuals": (("", "published"), ("standing=provisional", "submitted"), (ON, "published")),
    "progress": (
        ("", "published"), ("standing=provisional", "submitted"), (ON, "published"),
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


def send(caller: Client, form: Submission, action: str, body: Mapping[str, Any]) -> int:
    """The status of the answer; where the body names a row, it is one of the form's own."""
    row = form.rows.order_by("id")[0].pk
    own = {"rows": [row], "row": row}
    said = {name: own[name] if value in (1, [1]) else value for name, value in body.items()}
    sender = caller.patch if action == "rows" else caller.post
    path = f"{ROOT}submissions/{form.pk}/{action}/"
    return sender(path, json.dumps(said), content_type="application/json").status_code
