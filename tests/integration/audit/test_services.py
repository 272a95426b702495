"""What the trail keeps."""

from __future__ import annotations

import pytest

from audit.models import Event, JobRun
from audit.origin import coming_from, current_origin
from audit.services import job_run, record
from tests.integration.world import AT, World


def test_record_keeps_who_what_where_and_on_what(world: World) -> None:
    region, planner = world.regions["980100"], world.people["planner"]
    with coming_from("10.0.0.7"):
        event = record(
            "plan.looked_at", subject=world.plans["980100"], by=planner, at=AT, outcome="refused", why="试"
        )
    assert (event.by_id, event.by_name, event.origin) == (planner.pk, "桂划（planner）", "10.0.0.7")
    assert (event.subject_type, event.region_code, event.details) == (
        "plans.plan",
        region.code,
        {"why": "试"},
    )
    assert str(event) == "2025-03-01 08:00 桂划（planner） plan.looked_at 甲市“十四五”人力资源和社会保障规划"
    assert current_origin() == "内部"


def test_a_person_that_is_gone_stays_in_the_trail(world: World) -> None:
    stranger = world.people["stranger"]
    record("tried", subject=stranger, by=stranger, at=AT)
    stranger.delete()
    assert Event.objects.get(action="tried").by_name == "莫生（stranger）"


def test_job_run_tells_progress_and_failure(db: None) -> None:
    with job_run("good", year=2024) as progress:
        progress.expect(3)
        progress.add(2)
        progress.add(1)
    with pytest.raises(ZeroDivisionError), job_run("bad"):
        raise ZeroDivisionError("零")
    good, bad = JobRun.objects.order_by("id")
    assert (good.state, good.done, good.total, good.arguments) == ("done", 3, 3, {"year": 2024})
    assert (bad.state, bad.error) == ("failed", "ZeroDivisionError: 零")
    assert bad.ended_at is not None
