"""`make bench`: every bench_*.py against its budget, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    failed = []
    for name in sorted(path.stem for path in HERE.glob("bench_*.py")):
        # One that is over its budget ends with a status other than 0.
        command = [sys.executable, "-m", f"{HERE.name}.{name}"]
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            failed.append(name)
        print(flush=True)
    print(f"over budget: {', '.join(failed)}" if failed else "all within budget")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
