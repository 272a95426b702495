"""The worker as a process of its own takes what is put on the real broker."""

import re
import time

from celery import Celery


def test_worker_takes_a_task_from_the_broker(stack):
    with Celery(broker=stack.env["REDIS_URL"]) as sender:
        task = sender.send_task("indicators.sweep")
    done = re.compile(rf"Task indicators\.sweep\[{task.id}\] succeeded")
    deadline = time.monotonic() + 30
    while not done.search(stack.worker_log.read_text("utf-8", "replace")):
        assert time.monotonic() < deadline, stack.worker_log.read_text("utf-8", "replace")[-3000:]
        time.sleep(0.1)
