"""`manage.py load_plans`: regions, catalogue, the real plans and their published actuals, from fixtures/."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.origin import coming_from
from indicators.fixture_files import plan_files
from indicators.services.loading import load_actuals, load_catalogue, load_plan
from regions.fixture_files import FixtureError
from regions.services import load_regions, load_tiles


class Command(BaseCommand):
    """All of it or nothing: a broken file leaves the record as it was."""

    help = "载入行政区划、指标目录、已公开的规划及其公开数据；可重复运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fixtures", default=str(settings.BASE_DIR / "fixtures"), help="fixtures 目录")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, at = Path(options["fixtures"]), timezone.now()
        try:
            with coming_from("命令 load_plans"), transaction.atomic():
                regions = load_regions(folder / "regions.csv")
                load_tiles(folder / "tile_grid.csv")
                indicators = load_catalogue(folder / "catalogue.json")
                new = sum(load_plan(path, at=at) for path in plan_files(folder / "plans"))
                figures = load_actuals(folder / "actuals.csv", at=at)
        except FixtureError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"地区 {regions} 个，指标 {indicators} 项；新规划 {new} 个，新数据 {figures} 条。")
