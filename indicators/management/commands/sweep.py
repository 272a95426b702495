"""`manage.py sweep`: judge what is still waiting."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from indicators.services.assessment import sweep


class Command(BaseCommand):
    help = "重新评价所有待评价的规划指标（后台任务中断后使用）。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = sweep(at=timezone.now(), older_than=timedelta(0))
        self.stdout.write(f"已重新评价 {count} 项规划指标。")
