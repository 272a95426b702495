"""A report as data: what it is, how it is read from the database, and how it is kept."""

from dashboards.reports.content.building import content_of
from dashboards.reports.content.kept import from_json, to_json
from dashboards.reports.content.kinds import kinds_for
from dashboards.reports.content.shape import (
    Content,
    Count,
    Course,
    IndicatorLine,
    LaggardLine,
    Number,
    Ranking,
    RegionLine,
    TaskLine,
    UnassessedLine,
)

__all__ = [
    "Content", "Count", "Course", "IndicatorLine", "LaggardLine", "Number", "Ranking", "RegionLine",
    "TaskLine", "UnassessedLine", "content_of", "from_json", "kinds_for", "to_json",
]  # fmt: skip
