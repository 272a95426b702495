"""`manage.py create_account USERNAME NAME`: an account, for the first officers of a new installation."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services import AccountError, create_user
from audit.origin import coming_from


class Command(BaseCommand):
    help = "建立账号；密码从终端输入，或从标准输入的第一行读取。授权用 grant_role。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--email", default="", help="电子邮箱，通知同时发到这里")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass("密码：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            with coming_from("命令 create_account"):
                who = {key: options[key] for key in ("username", "name", "email")}
                user = create_user(**who, password=password, by=None, at=timezone.now())
        except AccountError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"已建立账号 {user}。")
