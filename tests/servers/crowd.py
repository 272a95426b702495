"""A form with many rows and eight clerks who are signed in; run on an empty database.

`python -m tests.servers.crowd` prints JSON: the form's id, its rows' ids, a session key for each clerk.
"""

from __future__ import annotations

import json
from datetime import timedelta

CLERKS = 8
ROWS = 33
COUNTY = "980101"


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.roles import Role
    from accounts.services import create_user, grant
    from reporting.models import Row, Submission
    from reporting.services import open_round
    from tests.integration.dashboards.plans_of_size import plan_of_size
    from tests.integration.world import PASSWORD, build_world

    call_command("migrate", verbosity=0)
    world, now = build_world(), timezone.now()
    plan_of_size(COUNTY, ROWS)
    today = timezone.localdate(now)
    opened = open_round(
        region_id="980100", year=2025, opens_date=today, due_date=today + timedelta(days=9),
        by=world.people["planner"], at=now,
    )  # fmt: skip
    form = Submission.objects.get(round=opened, region=COUNTY)
    sessions = []
    for place in range(CLERKS):
        clerk = create_user(username=f"crowd{place}", name=f"众{place}", password=PASSWORD, by=None, at=now)
        grant(user=clerk, region=world.regions[COUNTY], role=Role.CLERK, by=None, at=now)
        session = SessionStore()
        session[SESSION_KEY] = str(clerk.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = clerk.get_session_auth_hash()
        session.save()
        sessions.append(session.session_key)
    rows = list(Row.objects.filter(submission=form).order_by("pk").values_list("pk", flat=True))
    print(json.dumps({"form": form.pk, "rows": rows, "sessions": sessions}))  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
