"""Real servers for tests and for `make stack`: PostgreSQL, Valkey, the site, a Celery worker.

Each is a context manager that yields an address and stops what it started, and nothing else.
"""

from tests.servers.postgres import database, postgres
from tests.servers.process import NotReadyError, free_port, running
from tests.servers.site import site
from tests.servers.stack import Stack, stack
from tests.servers.valkey import valkey
from tests.servers.worker import beat, worker

__all__ = [
    "NotReadyError",
    "Stack",
    "beat",
    "database",
    "free_port",
    "postgres",
    "running",
    "site",
    "stack",
    "valkey",
    "worker",
]
