"""示范省 as values: places and plans read from fixtures/demo, figures worked out by rule. No database, no chance."""

from reporting.demo.apportion import apportioned
from reporting.demo.goals import Goal, goals_of
from reporting.demo.reading import Line, Person, Place, Sheet, read_people, read_places, read_sheet

__all__ = [
    "Goal",
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
