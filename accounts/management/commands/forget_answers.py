"""`manage.py forget_answers`: what beat asks for every hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.services import forget_answers


class Command(BaseCommand):
    help = "删去保存期已满的接口答复（对带 Idempotency-Key 的请求）。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_answers(at=timezone.now())
        self.stdout.write(f"已删去 {count} 条接口答复。")
