"""`manage.py assess FILE.json`: judge the cases of a file and print the verdicts as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.calc.casefile import as_json, read_cases, results_of
from indicators.calc.checked_case import CaseError


class Command(BaseCommand):
    """Needs no database; the status is 1 if the file, or any case of it, could not be read."""

    help = "评价文件（案例的 JSON 数组、一个案例，或接口 progress 的一页）中的各个案例，按原顺序输出结果。"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="案例文件；- 表示标准输入")

    def handle(self, *args: Any, **options: Any) -> None:
        name = str(options["file"])
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            rows = read_cases(content.decode("utf-8-sig"))
        except FileNotFoundError as error:
            raise CommandError(f"文件“{name}”不存在。") from error
        except OSError as error:
            raise CommandError(f"无法读取文件“{name}”：{error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"文件“{name}”不是 UTF-8 编码，请另存为 UTF-8 后再试。") from error
        except CaseError as error:
            raise CommandError(f"“{name}”：{error}") from error
        results = results_of(rows)
        encoding = str(getattr(self.stdout, "encoding", None) or "utf-8")
        self.stdout.write(as_json(results, escaped=not encoding.lower().startswith("utf")))
        refused = sum("error" in result for result in results)
        if refused:
            raise CommandError(f"{refused} 个案例无法读取，原因见输出中的 error。")
