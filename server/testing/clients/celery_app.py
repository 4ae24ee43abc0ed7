"""The tasks of celery_checks.py, which the worker runs."""

import os

from celery import Celery

app = Celery('checks', broker=os.environ['WARREN_URL'], backend='rpc://')
app.conf.task_acks_late = True
app.conf.task_queue_max_priority = 5
app.conf.broker_connection_retry_on_startup = True


@app.task
def add(x, y):
    return x + y


@app.task(bind=True, max_retries=3)
def third_time(self):
    if self.request.retries < 2:
        raise self.retry(countdown=0.1)
    return self.request.retries


@app.task
def wrong():
    raise ValueError('on purpose')
