"""`manage.py draw_docs`: write the documents that are drawn from the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dashboards.documents import documents


class Command(BaseCommand):
    help = "由代码生成 docs/ 下的词汇表、状态图和检查清单。"

    def handle(self, *args: Any, **options: Any) -> None:
        for name, content in documents().items():
            (settings.BASE_DIR / "docs" / name).write_text(content, "utf-8")
            self.stdout.write(f"docs/{name}")
