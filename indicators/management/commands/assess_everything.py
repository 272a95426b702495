"""`manage.py assess_everything`: judge the whole record again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from indicators.services.assessment import assess_everything


class Command(BaseCommand):
    help = "重新评价全部已发布规划的全部指标。"

    def handle(self, *args: Any, **options: Any) -> None:
        changed = assess_everything(at=timezone.now())
        self.stdout.write(f"完成，{changed} 条评价有变化。")
