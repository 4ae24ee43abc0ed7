"""Runs checks against the broker whose AMQP URL is the first argument, and prints one line for each."""

import sys
import time
import traceback

URL = sys.argv[1]
TEN_MIB = 10 * 1024 * 1024

_checks = []


def check(name):
    """Adds the function to the checks, under this name."""

    def add(function):
        _checks.append((name, function))
        return function

    return add


def equal(got, wanted):
    if got != wanted:
        raise AssertionError(f'got {got!r:.300}, wanted {wanted!r:.300}')


def fails_with(kind, text, act):
    """The action must fail with this exception, whose text contains the given one."""
    try:
        act()
    except kind as error:
        if text not in str(error):
            raise AssertionError(f'failed with {error}, which does not say {text}') from error
        return
    raise AssertionError(f'did not fail with {kind.__name__}')


def run(client):
    failed = 0
    for name, function in _checks:
        start = time.monotonic()
        try:
            function()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failed check
            failed += 1
            print(f'FAIL {client}: {name}: {type(error).__name__}: {error}', flush=True)
            traceback.print_exc()
        else:
            print(f'ok   {client}: {name} ({time.monotonic() - start:.1f} s)', flush=True)
    sys.exit(1 if failed else 0)
