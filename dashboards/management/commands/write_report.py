"""`manage.py write_report ID`: write one report now; without an ID, those whose job was lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dashboards.services import sweep_reports, write_report


class Command(BaseCommand):
    help = "生成一份已申请的报告；不给编号时，补做后台任务丢失的各份。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report_id", type=int, nargs="?", help="报告编号，见报告页地址")

    def handle(self, *args: Any, **options: Any) -> None:
        report_id, now = options["report_id"], timezone.now()
        if report_id is None:
            self.stdout.write(f"已补做 {sweep_reports(at=now)} 份报告。")
            return
        report = write_report(report_id=report_id, at=now)
        if report is None:
            raise CommandError(f"没有待生成的报告 {report_id}：编号不存在，或已经生成，或正在生成。")
        if report.error:
            raise CommandError(report.error)
        self.stdout.write(f"已生成：{report}")
