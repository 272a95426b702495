"""`make document`: docs/openapi-v1.json as today's document is, unless something released would be missing.

To break the promise on purpose, remove the file first; and say so in docs/api.md.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django
from django.conf import settings


def main() -> int:
    django.setup()
    from config.document.operations import document
    from config.document.promise import breaks
    from config.document.written import ordered, written

    path = Path(settings.BASE_DIR / "docs/openapi-v1.json")
    today = ordered(document())
    missing = breaks(json.loads(path.read_text("utf-8")), today) if path.exists() else []
    for sentence in missing:
        sys.stderr.write(f"{sentence}\n")
    if not missing:
        path.write_text(written(today) + "\n", "utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
