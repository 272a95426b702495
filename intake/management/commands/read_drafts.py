"""Read the documents whose job was lost."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.origin import coming_from
from intake.services.reading import sweep_drafts


class Command(BaseCommand):
    help = "读取上传后还没有读的规划文件（后台任务丢失或中断的）。"

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("命令 read_drafts"):
            count = sweep_drafts(at=timezone.now())
        self.stdout.write(f"读取 {count} 份。")
