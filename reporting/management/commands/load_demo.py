"""`manage.py load_demo`: 示范省 with its people, plans and figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit.origin import coming_from
from regions.fixture_files import FixtureError
from reporting.services.demonstration import load_demonstration

KNOWN_PASSWORD = (
    "演示账号的密码人人知道，只应装在演示用的机器上。确要在这里载入，请加 --yes，或设置环境变量 DEMO=1。"
)


class Command(BaseCommand):
    help = "载入虚构的示范省：账号、规划、各年填报；已有则不动。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="非演示环境也载入")
        parser.add_argument(
            "--fixtures", default=str(settings.BASE_DIR / "fixtures" / "demo"), help="fixtures/demo 目录"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG or options["yes"]):
            raise CommandError(KNOWN_PASSWORD)
        try:
            with coming_from("命令 load_demo"):
                loaded = load_demonstration(folder=Path(options["fixtures"]), at=timezone.now())
        except FixtureError as error:
            raise CommandError(str(error)) from None
        if loaded is None:
            self.stdout.write("示范省已经载入，没有改动。")
            return
        self.stdout.write(
            f"示范省：地区 {loaded.regions} 个，账号 {loaded.people} 个，规划 {loaded.plans} 个，"
            f"评价指标 {loaded.judged} 项。"
        )
