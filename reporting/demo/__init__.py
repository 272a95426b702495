"""示范省 as values: places, people and plans of fixtures/demo, figures worked out by rule. No database."""

from reporting.demo.apportion import apportioned
from reporting.demo.goal import Goal, Key
from reporting.demo.goals import goals_of
from reporting.demo.reading import Line, Person, Place, Sheet, read_people, read_places, read_sheet

__all__ = [
    "Goal",
    "Key",
    "Line",
    "Person",
    "Place",
    "Sheet",
    "apportioned",
    "goals_of",
    "read_people",
    "read_places",
    "read_sheet",
]
