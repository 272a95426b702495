"""示范省 as values: places, people and plans of fixtures/demo, figures worked out by rule. No database."""

from reporting.demo.apportion import apportioned
from reporting.demo.commitments import Deed, Undertaking, read_undertakings
from reporting.demo.goal import Goal, Key
from reporting.demo.goals import goals_of
from reporting.demo.reading import Line, Person, Place, Sheet, read_people, read_places, read_sheet

__all__ = [
    "Deed",
    "Goal",
    "Key",
    "Line",
    "Person",
    "Place",
    "Sheet",
    "Undertaking",
    "apportioned",
    "goals_of",
    "read_people",
    "read_places",
    "read_sheet",
    "read_undertakings",
]
