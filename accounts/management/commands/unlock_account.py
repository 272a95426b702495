"""`manage.py unlock_account USERNAME`: end a lock-out early."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.services import unlock
from audit.origin import coming_from


class Command(BaseCommand):
    help = "解除账号因连续输错密码的锁定。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号")

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("命令 unlock_account"):
            cleared = unlock(username=options["username"], by=None, at=timezone.now())
        done = f"已解除锁定（清除 {cleared} 条失败记录）。"
        self.stdout.write(done if cleared else "这个账号没有失败记录，未被锁定。")
