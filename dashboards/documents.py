"""Documents drawn from the code: the glossary, the states of a form, the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from django.apps import apps
from django.db.models import Field

from accounts.roles import Role
from indicators.calc import FLAGS, LAMPS, REASONS, REGIMES, STATUSES
from indicators.calc.figure import plain_number
from reporting import fixture_files
from reporting.rules import COMMITMENT_RULES, RULES
from reporting.rules.finding import WORDS
from reporting.states import MOVES, State

APPS = ("audit", "regions", "accounts", "plans", "indicators", "reporting", "dashboards")
NOTE = "<!-- Written by `manage.py draw_docs`; do not edit. -->"
CHECKS_HEAD = (
    "One rule, one file in `reporting/rules/`; the sentences are in `finding.py` there, weights and "
    "thresholds in `fixtures/checks.json`. An `error` blocks submission, a `warning` needs a 备注, "
    "a `notice` is only told."
)
CHECKS_ORDER = (
    "In this order: what stands in the row, what it is compared with, how it is judged. An error ends the "
    "round. The thresholds of `year_on_year` are the indicator's own (`jump_notice`, `jump_warning`)."
)


def documents() -> dict[str, str]:
    """File name under docs/ → content."""
    return {"glossary.md": glossary(), "states.md": states(), "checks.md": checks()}


def glossary() -> str:
    """Every identifier of the record with its Chinese term."""
    parts = [
        "# Glossary",
        NOTE,
        "The English identifiers of the code and the API, and the terms the pages use.",
    ]
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            parts.append(f"## {model.__name__} — {model._meta.verbose_name}")
            fields = [field for field in model._meta.concrete_fields if field.name not in ("id", "pk")]
            parts.append(_table(("identifier", "term", "values"), [_field(field) for field in fields]))
    parts += ["## Statuses of a verdict", _table(("code", "label", "lamp"), _statuses())]
    parts += [
        "## Lamps",
        _table(("code", "label", "shape"), [(x.code, x.label, x.shape) for x in LAMPS.values()]),
    ]
    for title, words in (("Regimes", REGIMES), ("Flags", FLAGS), ("Reasons of 无法评价", REASONS)):
        parts += [f"## {title}", _table(("code", "meaning"), list(words.items()))]
    parts += [
        "## Roles",
        _table(("code", "label"), [(str(code), str(label)) for code, label in Role.choices]),
    ]
    return "\n\n".join(parts) + "\n"


def _field(field: Field[object, object]) -> tuple[str, str, str]:
    values = "、".join(
        f"`{code}` {label}" for code, label in (field.flatchoices or ()) if str(code) != str(label)
    )
    return field.name, str(field.verbose_name), values


def _statuses() -> list[tuple[str, str, str]]:
    found = []
    for status in STATUSES.values():
        lamp = status.lamp.label
        if status.binding_lamp:
            lamp += f"；约束性 {status.binding_lamp.label}"
        found.append((status.code, status.label, lamp))
    return found


def states() -> str:
    """The table of moves, as a table and as a picture that Markdown viewers draw."""
    rows = [
        (move.verb, move.label, "、".join(_ordered(move.origins)), move.goal.label, move.actor)
        for move in MOVES.values()
    ]
    arrows = [
        f"  {origin.value} --> {move.goal.value}: {move.label}"
        for move in MOVES.values()
        for origin in State
        if origin in move.origins
    ]
    names = [f'  state "{state.label}" as {state.value}' for state in State]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *names, "  [*] --> draft", *arrows, "```"])
    head = "The state is kept per row; a form shows the state of its row that is least far along."
    table = _table(("verb", "move", "from", "to", "by"), rows)
    return "\n\n".join(["# States of a row", NOTE, head, table, diagram]) + "\n"


def _ordered(states: Iterable[State]) -> list[str]:
    wanted = set(states)
    return [state.label for state in State if state in wanted]


def checks() -> str:
    """The rules in the order in which they run, with weights and thresholds as the fixture has them."""
    columns = ("rule", "what it looks for", "weight", "thresholds", "what it says")
    figures = [(rule.__name__, _purpose(import_module(rule.__module__)), *_told(rule)) for rule in RULES]
    promised = [(rule.__name__, _purpose(rule), *_told(rule)) for rule in COMMITMENT_RULES]
    parts = ["# Checks", NOTE, CHECKS_HEAD]
    parts += ["## Figures", CHECKS_ORDER, _table(columns, figures)]
    parts += ["## Commitments", "All in `reporting/rules/commitment.py`.", _table(columns, promised)]
    return "\n\n".join(parts) + "\n"


def _purpose(told: object) -> str:
    """The first line of what a rule's file, or the rule itself, says of it."""
    return (told.__doc__ or "").strip().split("\n")[0]


def _told(rule: Callable[..., object]) -> tuple[str, str, str]:
    """Weight, thresholds and sentences of a rule."""
    code, data = rule.__name__, fixture_files.checks()
    keys = [key for key in WORDS if key.partition(".")[0] == code]
    weights = dict.fromkeys((data.get(key) or data[code]).weight.value for key in keys)
    thresholds = [f"`{name}` {plain_number(number)}" for name, number in data[code].thresholds.items()]
    return "、".join(weights), "<br>".join(thresholds), "<br>".join(WORDS[key] for key in keys)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
