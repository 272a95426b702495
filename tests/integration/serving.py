"""The site at an address of this machine, inside a test's own transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the log belongs to the tests."""


@contextmanager
def served() -> Iterator[str]:
    """Host and port; one request at a time."""
    connection, stopped = connections["default"], Event()
    connection.inc_thread_sharing()
    ends = (request_started, request_finished)
    for signal in ends:  # or a request would close what is in the middle of a transaction
        signal.disconnect(close_old_connections)

    def serve() -> None:
        connections["default"] = connection
        while not stopped.is_set():
            server.handle_request()

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        server.timeout = 0.05
        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            stopped.set()
            thread.join()
            connection.dec_thread_sharing()
            for signal in ends:
                signal.connect(close_old_connections)
