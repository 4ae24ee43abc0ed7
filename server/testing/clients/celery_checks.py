"""Celery against Warren, with a worker of its own: see checks.py."""

import os
import subprocess
import sys
import time

from checks import URL, check, equal, fails_with, run

os.environ['WARREN_URL'] = URL

from celery_app import add, app, third_time, wrong  # noqa: E402 - it reads the URL

WAIT = 30


@check('1,000 tasks and their results')
def results():
    asked = [add.delay(number, 1) for number in range(1000)]
    equal([result.get(timeout=WAIT) for result in asked], list(range(1, 1001)))


@check('a task that is due later')
def countdown():
    start = time.monotonic()
    equal(add.apply_async((1, 2), countdown=1).get(timeout=WAIT), 3)
    equal(time.monotonic() - start >= 0.9, True)


@check('a task that retries, and one that fails')
def retries():
    equal(third_time.delay().get(timeout=WAIT), 2)
    fails_with(ValueError, 'on purpose', lambda: wrong.delay().get(timeout=WAIT))


@check('tasks with priorities, a chain and a group')
def workflows():
    equal(add.apply_async((2, 2), priority=5).get(timeout=WAIT), 4)
    equal((add.s(1, 1) | add.s(2)).delay().get(timeout=WAIT), 4)
    from celery import group

    equal(group(add.s(number, number) for number in range(10)).delay().get(timeout=WAIT), list(range(0, 20, 2)))


@check('remote control: ping, inspection and revocation (pidbox, fanout exchanges, expiring queues)')
def control():
    equal([list(answer.values())[0] for answer in app.control.ping(timeout=2)], [{'ok': 'pong'}])
    task = add.apply_async((1, 1), countdown=3600)
    time.sleep(1)
    scheduled = app.control.inspect(timeout=2).scheduled()
    equal([entry['request']['id'] for entries in scheduled.values() for entry in entries], [task.id])
    app.control.revoke(task.id)


def main():
    worker = subprocess.Popen(
        [sys.executable, '-B', '-m', 'celery', '-A', 'celery_app', 'worker', '--concurrency=1', '--loglevel=CRITICAL'],
        cwd=os.path.dirname(os.path.abspath(__file__)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        run('celery')
    finally:
        worker.terminate()
        worker.wait(30)
        app.control.purge()


main()
