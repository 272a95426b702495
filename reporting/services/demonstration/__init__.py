"""示范省 brought in through the services: places and people, plans, closed rounds, and one that is open."""

from reporting.services.demonstration.load import Loaded, load_demonstration

__all__ = ["Loaded", "load_demonstration"]
