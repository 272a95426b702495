"""Days of the site's time zone."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware


def end_of(day: date) -> datetime:
    """The last instant of a day: what was known on it was known by then."""
    return make_aware(datetime.combine(day, time.max))
