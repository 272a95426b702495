"""`manage.py send_notices`: reminds of what is due and sends what waits by e-mail, as beat does."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.origin import coming_from
from reporting.services import remind, send_mail


class Command(BaseCommand):
    help = "写出到期提醒并发出等待的邮件；已通知过的不再通知。"

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        with coming_from("命令 send_notices"):
            told, sent = remind(at=now), send_mail(at=now)
        mail = f"发出邮件 {sent} 封" if settings.SENDS_MAIL else "没有配置邮件服务器（EMAIL_URL），不发邮件"
        self.stdout.write(f"新通知 {told} 条，{mail}。")
