"""大屏: the board of a region as panels that follow each other on a wall screen, with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from dashboards.pages.address import Asked, Choice, board_link, link
from dashboards.pages.board import BoardPage, board_page
from dashboards.pages.gaps import GapRow
from dashboards.pages.landscape_tiles import NO_PLAN, Tile
from dashboards.pages.notices import Notice

SECONDS = 15  # a panel stays
SHORTEST, LONGEST = 5, 600
PACES = (10, 15, 30, 60)
GAPS_A_PANEL, GAP_PANELS = 5, 3
SIZES = {"two": 4, "few": 6, "some": 12}  # so many tiles on a screen, and so their size; more are "many"


@dataclass(frozen=True)
class Panel:
    """One screen. `template` draws `content`; `id` is its place in the address."""

    id: str
    name: str
    template: str
    content: Any


@dataclass(frozen=True)
class GapPart:
    """Rows `first`–`last` of a gap list of `total`; `more` are on the board only."""

    rows: tuple[GapRow, ...]
    first: int
    total: int
    more: int

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


@dataclass(frozen=True)
class Below:
    """The regions directly below with a plan for these years; `without`: how many more have none."""

    tiles: tuple[Tile, ...]
    without: int

    @property
    def size(self) -> str:
        """As large as so many tiles may be on one screen."""
        return next((size for size, most in SIZES.items() if len(self.tiles) <= most), "many")


@dataclass(frozen=True)
class WallPage:
    """`exit_url` leads back to the board; `paces` are other speeds."""

    board: BoardPage
    panels: tuple[Panel, ...]
    notices: tuple[Notice, ...]
    seconds: int
    paces: tuple[Choice, ...]
    exit_url: str

    @property
    def is_fictional(self) -> bool:
        return self.board.is_fictional

    @property
    def data_date(self) -> datetime | None:
        return self.board.data_date

    @property
    def rule_version(self) -> str:
        return self.board.rule_version


def wall_page(
    *, user: Any, code: str, asked: Asked, params: Mapping[str, str], today: date
) -> WallPage | None:
    """None where there is no board for this person."""
    board = board_page(user=user, code=code, asked=asked, today=today)
    if board is None:
        return None
    seconds, complaint = _seconds(params.get("seconds", ""))
    here = reverse("dashboards:board_wall", args=[code])
    kept = {"year": asked.year, "plan": asked.plan, "standing": asked.standing}
    return WallPage(
        board=board,
        panels=tuple(_panels(board)) if not board.empty else (),
        notices=(*board.notices, *complaint),
        seconds=seconds,
        paces=tuple(
            Choice(f"{each} 秒", link(here, **kept, seconds=each), each == seconds) for each in PACES
        ),
        exit_url=board_link(code, **kept),
    )


def _seconds(text: str) -> tuple[int, list[Notice]]:
    text = text.strip()
    if not text:
        return SECONDS, []
    if text.isascii() and text.isdigit() and len(text) < 5 and SHORTEST <= int(text) <= LONGEST:
        return int(text), []
    said = f"每屏秒数请填 {SHORTEST} 到 {LONGEST} 的整数，现按 {SECONDS} 秒轮播。"
    return SECONDS, [Notice("warning", said)]


def _panels(board: BoardPage) -> Iterator[Panel]:
    """What the board has nothing of has no panel."""
    yield Panel("overview", "总体", "dashboards/wall/_overview.html", board)
    yield from _gap_panels(board.gaps)
    if board.regions:
        yield Panel("regions", "各地区", "dashboards/wall/_regions.html", _below(board.regions.tiles.tiles))
    if board.changes and board.changes.groups:
        yield Panel("changes", "与上年相比", "dashboards/wall/_changes.html", board.changes)
    if board.commitments:
        yield Panel("tasks", "重点任务", "dashboards/wall/_tasks.html", board.commitments)
    if board.lateness:
        yield Panel("lateness", "填报情况", "dashboards/wall/_lateness.html", board.lateness)


def _below(tiles: Sequence[Tile]) -> Below:
    planned = tuple(each for each in tiles if each.value != NO_PLAN)
    return Below(planned, len(tiles) - len(planned))


def _gap_panels(gaps: Sequence[GapRow]) -> Iterator[Panel]:
    """The first ones, a few to a screen; the rest is counted."""
    shown = gaps[: GAPS_A_PANEL * GAP_PANELS]
    starts = range(0, len(shown), GAPS_A_PANEL)
    for place, start in enumerate(starts, 1):
        rows = tuple(shown[start : start + GAPS_A_PANEL])
        name = f"差距 {place}/{len(starts)}" if len(starts) > 1 else "差距清单"
        more = len(gaps) - len(shown) if place == len(starts) else 0
        yield Panel(
            f"gaps-{place}", name, "dashboards/wall/_gaps.html", GapPart(rows, start + 1, len(gaps), more)
        )
