"""The pages that belong to one board, and those that belong to one plan, side by side."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from dashboards.pages.address import Choice, Kept, board_link, link, plan_link

BOARD = {"": "总览", "list": "清单", "regions": "各地区", "compare": "区域对比", "wall": "大屏"}
PLAN = {"": "指标与进展", "splits": "分解核对", "index": "综合指数", "commitments": "重点任务"}


def board_tabs(code: str, current: str, kept: Kept) -> tuple[Choice, ...]:
    """`current` is a key of BOARD; `kept`: year, plan and standing, which all of them understand."""
    return tuple(
        Choice(
            label,
            link(reverse(f"dashboards:board_{name}", args=[code]), **kept)
            if name
            else board_link(code, **kept),
            name == current,
        )
        for name, label in BOARD.items()
    )


def plan_tabs(plan: Any, current: str, kept: Kept) -> tuple[Choice, ...]:
    """`current` is a key of PLAN; `kept`: year and standing."""
    return tuple(
        Choice(
            label,
            link(reverse(f"dashboards:plan_{name}", args=[plan.pk]), **kept)
            if name
            else plan_link(plan.pk, **kept),
            name == current,
        )
        for name, label in PLAN.items()
    )
