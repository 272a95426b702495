"""What the sentences of a report are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboards.reports.content.shape import LaggardLine, RegionLine, TaskLine
from dashboards.words.headline import lagging_word
from dashboards.words.tally import listed, tally_of
from indicators.calc import Figure
from indicators.queries.progress import Row


@dataclass(frozen=True)
class Facts:
    """`rows` of the plan as of `year`; tables that have been made of them, and of what stands beside them.
    `first_targets`: by plan indicator, as the plan was published.
    """

    rows: Sequence[Row]
    year: int
    start_year: int
    end_year: int
    public_only: bool
    kind: str = "annual"
    laggards: Sequence[LaggardLine] = ()
    tasks: Sequence[TaskLine] = ()
    regions: Sequence[RegionLine] = ()
    first_targets: Mapping[int, Figure] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        return self.year >= self.end_year

    @property
    def met(self) -> str:
        return "完成" if self.is_final else "达标"

    @property
    def behind(self) -> str:
        """滞后, 突破目标 or both; 未完成 at the end."""
        return "未完成" if self.is_final else lagging_word(tally_of(self.rows, self.year))


def names_of(rows: Sequence[Row]) -> str:
    return listed([row.item.name for row in rows])
