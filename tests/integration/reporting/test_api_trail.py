"""What programs do stands in the trail like what people do on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from reporting.models import Row
from tests.integration.reporting.conftest import GOOD, Office
from tests.integration.reporting.test_api_writing import address, good_rows, send, writer

Told = list[tuple[Any, ...]]


@contextmanager
def undone() -> Iterator[None]:
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def trail_of(act: Callable[[], object]) -> Told:
    """The events of an act, as far as they do not say when, nor by which number of a new row."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    act()
    names = ("action", "outcome", "by_name", "origin", "subject_type", "region_code", "details")
    return list(Event.objects.filter(pk__gt=last).order_by("pk").values_list(*names))


def through_the_page(office: Office) -> None:
    form = reverse("reporting:submission", args=[office.county.pk])
    pension = office.row("pension").pk
    clerk, own, above = (office.browser(each) for each in ("clerk", "county_reviewer", "reviewer"))
    typed = {f"typed-{office.row(code).pk}": text for code, text in GOOD.items()}
    seen = {f"seen-{row.pk}": row.seal for row in office.county.rows.all()}
    clerk.post(form, {"action": "save", "responsible": "郑局", **typed, **seen})
    clerk.post(form, {"action": "withdraw"})  # refused: nothing was handed up
    clerk.post(form, {"action": "submit"})
    own.post(form, {"action": "return", "row": [pension], "comment": "请核对"})
    clerk.post(form, {"action": "submit"})
    _say(own, reverse("reporting:comment", args=[office.county.pk, pension]), pension)
    above.post(form, {"action": "review", "row": [pension]})  # refused: not theirs to review
    own.post(form, {"action": "review"})
    above.post(form, {"action": "accept"})
    clerk.post(form, {"correct": pension, f"reason-{pension}": "修订"})
    clerk.post(form, {"drop": pension})


def _say(browser: Client, path: str, row: int) -> None:
    browser.post(path, {f"say-{row}": "请说明"}, headers={"HX-Request": "true"})


def through_programs(office: Office) -> None:
    pension = office.row("pension").pk
    clerk, own, above = (writer(office, each) for each in ("clerk", "county_reviewer", "reviewer"))
    send(clerk, address(office, "rows"), {"rows": good_rows(), "responsible": "郑局"}, "patch")
    send(clerk, address(office, "withdraw"))
    send(clerk, address(office, "submit"))
    send(own, address(office, "return"), {"rows": [pension], "comment": "请核对"})
    send(clerk, address(office, "submit"))
    send(own, address(office, "comment"), {"row": pension, "text": "请说明"})
    send(above, address(office, "review"), {"rows": [pension]})
    send(own, address(office, "review"))
    send(above, address(office, "accept"))
    send(clerk, address(office, "correct"), {"rows": [pension], "reason": "修订"})
    send(clerk, address(office, "drop"), {"rows": [pension]})


def test_the_trail_is_the_same_whichever_way_it_was_done(office: Office) -> None:
    trails: list[Told] = []
    for way in (through_the_page, through_programs):
        with undone():
            told = trail_of(lambda way=way: way(office))  # type: ignore[misc]
            assert set(office.states()) == {"accepted"}
            trails.append([each for each in told if each[0] != "token.issued"])
    page, programs = trails
    assert programs == page
    actions = [(action, outcome) for action, outcome, *_ in programs if action.startswith(("sub", "com"))]
    assert ("submission.withdrawn", "refused") in actions
    assert {action for action, outcome in actions if outcome == "done"} == {
        "submission.submitted", "submission.returned", "comment.written", "submission.reviewed",
        "submission.accepted", "submission.correction_opened", "submission.correction_dropped",
    }  # fmt: skip
    assert Row.objects.exists()
