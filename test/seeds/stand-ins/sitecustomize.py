"""Loaded by Python at its start: the examples sleep for seconds between polls, a test need not."""

import time

_sleep = time.sleep
time.sleep = lambda seconds: _sleep(seconds / 3)
