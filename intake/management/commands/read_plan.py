"""`manage.py read_plan FILE`: read a plan document and print what was read as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.parsing.head import Named
from intake.parsing.output import as_data
from intake.parsing.reader import read_document
from intake.parsing.source import UnreadableError
from regions.fixture_files import read_rows


class Command(BaseCommand):
    """Needs no database: regions are those of the fixtures."""

    help = "读一份规划文件（文本、HTML、.docx、带文字的 PDF），以 JSON 输出读到的内容。"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="规划文件；- 表示标准输入")

    def handle(self, *args: Any, **options: Any) -> None:
        name = str(options["file"])
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            reading = read_document(content, name, gazetteer=_gazetteer())
        except FileNotFoundError as error:
            raise CommandError(f"文件“{name}”不存在。") from error
        except OSError as error:
            raise CommandError(f"无法读取文件“{name}”：{error.strerror or error}") from error
        except UnreadableError as error:
            raise CommandError(f"“{name}”：{error}") from error
        encoding = str(getattr(self.stdout, "encoding", None) or "utf-8").lower()
        self.stdout.write(
            json.dumps(as_data(reading), ensure_ascii=not encoding.startswith("utf"), indent=1, default=str)
        )


def _gazetteer() -> list[Named]:
    rows = read_rows(settings.BASE_DIR / "fixtures" / "regions.csv", ("code", "name", "level"))
    return [Named(row["code"], row["name"], row["level"]) for _, row in rows]
