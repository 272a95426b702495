"""Loading 示范省: the same each time, and only where it is wanted."""

from __future__ import annotations

import json
import shutil
import socket
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from common.jobs import enqueue, left_to_the_sweeper
from indicators.models import Verdict
from indicators.services.loading import load_catalogue
from regions.services import load_regions
from reporting.services.demonstration import load_demonstration

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = [pytest.mark.django_db]


def short_story(folder: Path) -> Path:
    """The demonstration without its closed rounds, and with four accepted forms: quicker to load."""
    shutil.copytree(FIXTURES / "demo", folder)
    path = folder / "rounds.json"
    script = json.loads(path.read_text("utf-8"))
    accepted = [form for form in script["open"]["forms"] if form["goes"] == "accepted"]
    script["closed"], script["open"]["forms"] = [], accepted
    path.write_text(json.dumps(script), "utf-8")
    return folder


def test_loaded_twice_from_nothing_it_is_the_same(tmp_path: Path) -> None:
    folder = short_story(tmp_path / "demo")
    assert _judged(folder) == _judged(folder)


def _judged(folder: Path) -> list[tuple[Any, ...]]:
    """The verdicts of a demonstration loaded into a database without one, which is left as it was."""
    with transaction.atomic():
        load_regions(FIXTURES / "regions.csv")
        load_catalogue(FIXTURES / "catalogue.json")
        assert load_demonstration(folder=folder, at=NOW) is not None
        rows = Verdict.objects.order_by(
            "region", "plan__title", "plan_indicator__position", "year", "standing"
        )
        found = list(
            rows.values_list("region", "plan_indicator__name", "year", "status", "deviation", "gap", "flags")
        )
        transaction.set_rollback(True)
    return found


def test_command_refuses_where_there_is_no_demonstration(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="--yes"):
        call_command("load_demo")


def test_command_asks_for_the_catalogue_first() -> None:
    with pytest.raises(CommandError, match="load_plans"):
        call_command("load_demo", yes=True)


def test_serving_on_a_port_in_use_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="已被占用"):
            call_command("serve_demo", port=taken.getsockname()[1])


def test_left_to_the_sweeper_nothing_is_sent(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as asked:
        with left_to_the_sweeper():
            enqueue("indicators.sweep")
        assert asked == []
        enqueue("indicators.sweep")
    assert len(asked) == 1
