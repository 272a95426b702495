"""`manage.py grant_role USERNAME REGION ROLE`: a right, for the first officers of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import AccountError, grant
from audit.origin import coming_from
from regions.models import Region


class Command(BaseCommand):
    help = "给账号授权。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号")
        parser.add_argument("region", help="六位地区代码")
        parser.add_argument("role", choices=Role.values, help="角色")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = User.objects.get(username=options["username"])
            region = Region.objects.get(pk=options["region"])
            with coming_from("命令 grant_role"):
                role = Role(options["role"])
                given = grant(user=user, region=region, role=role, by=None, at=timezone.now())
        except User.DoesNotExist:
            raise CommandError(f"没有账号“{options['username']}”。") from None
        except Region.DoesNotExist:
            raise CommandError(f"没有代码为“{options['region']}”的地区。") from None
        except AccountError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"已授权：{given}。")
