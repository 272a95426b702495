"""`make stack`: the production stack for trial; its data is gone when it ends."""

from __future__ import annotations

import argparse
import signal
import sys

from tests.servers import beat, stack


def main() -> None:
    parser = argparse.ArgumentParser(prog="make stack", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(
        "Starting PostgreSQL, Valkey, worker, beat and gunicorn; loading the demonstration data …", flush=True
    )
    try:
        with stack(port) as running, beat(running.env):
            print(running.told)
            print(f"{running.origin}   (Ctrl-C stops everything)", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("\nStopped.")


if __name__ == "__main__":
    main()
