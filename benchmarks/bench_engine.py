"""How long the engine takes: every verdict of the nation at once, and one live cell. Exit status 1 over
budget.

385,680 cases = 3,214 regions × 24 indicators × 5 years. Columns are built beforehand; all outputs are
included. Times depend on the machine, so a ratio measured in the same run stands beside them: the slow
oracle of the tests on the worked cases against the engine on the nation, per verdict.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402

from indicators.calc import (  # noqa: E402
    Case,
    Columns,
    Figure,
    Figures,
    Shares,
    assess,
    judge,
)
from indicators.calc.columns import EQ, GE, GT, LE, LT, NONE  # noqa: E402
from tests.oracle.verdict import judge as judge_slowly  # noqa: E402

ROWS, YEARS = 385_680, 5
ALL_BUDGET_SECONDS, ONE_BUDGET_SECONDS = 3.0, 0.005
MILLIONTHS = 10**6
CASES = Path(__file__).parents[1] / "tests" / "cases" / "progress_vectors.json"


def nation(rows: int = ROWS) -> Columns:
    """Mixed cases in millionths, the same every time: all bases and senses, inequalities, holes, annual
    targets.
    """
    random = np.random.default_rng(20260101)
    base = random.integers(1_000, 9_999_999, rows) * 10_000
    target = base * random.integers(80, 160, rows) // 100
    steps = random.integers(-300_000, 700_000, (rows, YEARS)) * 1_000
    basis = random.integers(0, 3, rows).astype(np.int8)
    value = np.maximum(base[:, None] + steps.cumsum(axis=1), 0)
    value = np.where((basis == 0)[:, None], value // YEARS, value)
    op = random.choice([EQ, NONE, GT, GE, LT, LE], (rows, YEARS), p=[0.86, 0.08, 0.03, 0.01, 0.01, 0.01])
    composed = np.arange(0, rows, 50)
    sense = random.integers(0, 2, rows).astype(np.int8)
    sense[composed] = 2
    annual = np.cumsum(np.broadcast_to((target // YEARS)[:, None], (rows, YEARS)), axis=1)
    return Columns(
        basis=basis,
        sense=sense,
        binding=random.random(rows) < 0.4,
        start=np.full(rows, 2021),
        end=np.full(rows, 2025),
        as_of=2021 + np.arange(rows) % YEARS,
        target=Figures(random.choice([EQ, GT, GE, LE], rows, p=[0.7, 0.1, 0.1, 0.1]).astype(np.int8), target),
        baseline=Figures(
            random.choice([EQ, NONE, GT, LT], rows, p=[0.8, 0.1, 0.05, 0.05]).astype(np.int8), base
        ),
        actual=Figures(op.astype(np.int8), value),
        annual=Figures(random.choice([EQ, NONE], (rows, YEARS), p=[0.3, 0.7]).astype(np.int8), annual),
        running=random.random(rows) < 0.2,
        every_year=random.random(rows) < 0.1,
        limit_low=np.zeros(rows, dtype=np.int64),
        limit_low_known=np.ones(rows, dtype=bool),
        limit_high=np.full(rows, 10**15),
        limit_high_known=random.random(rows) < 0.5,
        provisional=random.random((rows, YEARS)) < 0.1,
        broken=random.random((rows, YEARS)) < 0.002,
        shares=_shares(composed, random),
    )


def _shares(composed: np.ndarray, random: np.random.Generator) -> Shares:
    count = len(composed)
    return Shares(
        rows=composed,
        target=random.integers(1, 60, (count, 3)) * MILLIONTHS,
        actual=random.integers(1, 60, (count, YEARS, 3)) * MILLIONTHS,
        target_tiers=np.full(count, 3, dtype=np.int8),
        actual_tiers=np.full((count, YEARS), 3, dtype=np.int8),
    )


def one_case() -> Case:
    actuals = {
        2021: Figure(value=Decimal("91.5")),
        2022: Figure(value=Decimal("92.6")),
        2023: Figure(value=Decimal("93.4")),
    }
    return Case(
        "level",
        "higher",
        Figure(value=Decimal(95)),
        2021,
        2025,
        2023,
        actuals,
        baseline=Figure(value=Decimal("90.67")),
    )


def measure() -> tuple[float, float, float]:
    """Medians in seconds: the nation, one case through `assess`, one worked case through the oracle."""
    columns, case = nation(), one_case()
    worked: list[dict[str, Any]] = json.loads(CASES.read_text("utf-8"), parse_float=Decimal)
    judge(nation(1000))
    everything = median(_timed(lambda: judge(columns)) for _ in range(5))
    single = median(_timed(lambda: assess([case])) for _ in range(200))
    slowly = median(_timed(lambda: [judge_slowly(row) for row in worked]) for _ in range(20))
    return everything, single, slowly / len(worked)


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> int:
    everything, single, slowly = measure()
    print(f"{'engine':<28}{'measured':>12}{'budget':>12}")
    print(f"{f'{ROWS:,} verdicts':<28}{everything:>10.3f} s{ALL_BUDGET_SECONDS:>10.1f} s")
    print(f"{'one verdict (assess)':<28}{single * 1000:>9.3f} ms{ONE_BUDGET_SECONDS * 1000:>9.1f} ms")
    print(f"{'a verdict: oracle ÷ engine':<28}{slowly / (everything / ROWS):>11.1f}×")
    return int(everything > ALL_BUDGET_SECONDS or single > ONE_BUDGET_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
