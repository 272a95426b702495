"""`manage.py serve_demo`: everything the demonstration needs, made where it is missing, and then the site."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.demo import DEMO_PASSWORD
from regions.models import Region
from reporting.demo import read_people
from reporting.demo.roster import roster

HOST = "127.0.0.1"
PEOPLE = Path("fixtures") / "demo" / "people.json"
ALIKE = "其余市县的账号同理，如 clerk.980203、reviewer.980400；登录页列有全部演示账号。"


class Command(BaseCommand):
    """A second run finds everything there, keeps what was entered meanwhile, and starts at once."""

    help = "准备演示数据并启动演示网站。"
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--prepare-only", action="store_true", help="只准备数据，不启动网站")

    def handle(self, *args: Any, **options: Any) -> None:
        serves = not options["prepare_only"]
        if serves:
            _check_port(options["port"])
        call_command("migrate", verbosity=0)
        for command in ("load_plans", "load_demo", "sweep"):
            call_command(command, stdout=self.stdout)
        self._tell(options["port"] if serves else None)
        if serves:
            # Without the reloader: it would run this command a second time.
            call_command("runserver", f"{HOST}:{options['port']}", use_reloader=False, stdout=self.stdout)

    def _tell(self, port: int | None) -> None:
        names = dict(Region.objects.values_list("code", "name"))
        self.stdout.write(f"\n演示账号，密码都是 {DEMO_PASSWORD}\n")
        for line in roster(read_people(settings.BASE_DIR / PEOPLE), names):
            self.stdout.write(f"  {line}")
        self.stdout.write(f"  {ALIKE}\n")
        if port is not None:
            self.stdout.write(f"网站地址：http://{HOST}:{port}  （按 Ctrl+C 停止）\n")


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        # As the server does: a port that was in use a moment ago can be used again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            raise CommandError(
                f"端口 {port} 不能使用，可能已被占用。请换一个端口，如 make run PORT=8001。"
            ) from None
