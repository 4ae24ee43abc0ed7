"""pika against Warren: see checks.py."""

import datetime
import decimal

import pika
import pika.exceptions
from checks import TEN_MIB, URL, check, equal, fails_with, run


def connect(**changes):
    parameters = pika.URLParameters(URL)
    for name, value in changes.items():
        setattr(parameters, name, value)
    return pika.BlockingConnection(parameters)


class Session:
    """A connection with a channel and an exclusive queue, closed at the end."""

    def __init__(self, **changes):
        self.connection = connect(**changes)
        self.channel = self.connection.channel()
        self.queue = self.channel.queue_declare('', exclusive=True).method.queue

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.connection.is_open:
            self.connection.close()

    def round_trip(self, body, properties=None):
        self.channel.basic_publish('', self.queue, body, properties)
        while True:
            method, got, content = self.channel.basic_get(self.queue, auto_ack=True)
            if method is not None:
                return got, content


@check('10,000 messages with confirms and manual acks, nothing lost and nothing twice')
def many():
    total = 10_000
    with Session() as session:
        session.channel.confirm_delivery()
        for number in range(total):
            session.channel.basic_publish('', session.queue, str(number), mandatory=True)
        session.channel.basic_qos(prefetch_count=200)
        got = []
        for method, _, body in session.channel.consume(session.queue):
            equal(method.redelivered, False)
            got.append(int(body))
            session.channel.basic_ack(method.delivery_tag)
            if len(got) == total:
                break
        equal(got, list(range(total)))
        session.channel.cancel()
        left = session.channel.queue_declare(session.queue, passive=True).method.message_count
        equal(left, 0)


@check('bodies of 0, 1, frame-max and 10 MiB, in frames of 4096 and 131072')
def bodies():
    for frame_max in (4096, 131072):
        with Session(frame_max=frame_max) as session:
            for size in (0, 1, frame_max - 8, frame_max, TEN_MIB):
                body = b'w' * size
                equal(session.round_trip(body)[1] == body, True)


@check('headers of all types that it knows')
def headers():
    table = {
        'text': 'Grüße 😀',
        'yes': True,
        'no': False,
        'nothing': None,
        'int': -2_000_000_000,
        'long': 1_500_000_000_000,
        'decimal': decimal.Decimal('19.99'),
        'at': datetime.datetime(2023, 11, 14, 22, 13, 20),
        'bytes': b'\x00\xff',
        'list': ['a', 1, None, {'deep': 'er'}],
        'table': {'a': 1, 'b': {'c': 'd'}},
    }
    with Session() as session:
        properties, _ = session.round_trip(b'x', pika.BasicProperties(headers=table))
        equal(properties.headers, table)


@check('all properties')
def properties():
    given = {
        'content_type': 'text/plain',
        'content_encoding': 'gzip',
        'delivery_mode': 2,
        'priority': 7,
        'correlation_id': 'c',
        'reply_to': 'r',
        'expiration': '60000',
        'message_id': 'm',
        'timestamp': 1_700_000_000,
        'type': 't',
        'user_id': 'guest',
        'app_id': 'a',
    }
    with Session() as session:
        got, _ = session.round_trip(b'x', pika.BasicProperties(**given))
        equal({name: getattr(got, name) for name in given}, given)


@check('a mandatory message that nobody takes')
def mandatory():
    with Session() as session:
        session.channel.confirm_delivery()
        fails_with(
            pika.exceptions.UnroutableError,
            '',
            lambda: session.channel.basic_publish('', 'nobody', b'x', mandatory=True),
        )


@check('nack with requeue, reject without')
def requeue():
    with Session() as session:
        session.channel.basic_publish('', session.queue, b'again')
        first, _, _ = session.channel.basic_get(session.queue)
        session.channel.basic_nack(first.delivery_tag, requeue=True)
        second, _, _ = session.channel.basic_get(session.queue)
        equal((first.redelivered, second.redelivered), (False, True))
        session.channel.basic_reject(second.delivery_tag, requeue=False)
        equal(session.channel.basic_get(session.queue)[0], None)


@check('an exclusive queue and two connections')
def exclusive():
    with Session() as owner, Session() as other:
        fails_with(
            pika.exceptions.ChannelClosedByBroker,
            'RESOURCE_LOCKED',
            lambda: other.channel.queue_declare(owner.queue, passive=True),
        )
        owner.connection.close()
        channel = other.connection.channel()
        fails_with(
            pika.exceptions.ChannelClosedByBroker,
            'NOT_FOUND',
            lambda: channel.queue_declare(owner.queue, passive=True),
        )


@check('a consumer is told that its queue is gone')
def cancelled():
    with Session() as session:
        told = []
        session.channel.add_on_cancel_callback(told.append)
        session.channel.basic_consume(session.queue, lambda *_: None)
        session.connection.channel().queue_delete(session.queue)
        while not told:
            session.connection.process_data_events(time_limit=1)


@check('errors of channels')
def channel_errors():
    closed = pika.exceptions.ChannelClosedByBroker
    for text, act in (
        ("(404, \"NOT_FOUND - no queue 'missing' in vhost '/'\")", lambda channel: channel.queue_declare('missing', passive=True)),
        ("(404, \"NOT_FOUND - no exchange 'missing' in vhost '/'\")", lambda channel: channel.exchange_declare('missing', passive=True)),
        ('reserved prefix', lambda channel: channel.queue_declare('amq.mine')),
        ("inequivalent arg 'type'", lambda channel: channel.exchange_declare('amq.direct', 'fanout')),
        ('unknown exchange type', lambda channel: channel.exchange_declare('x', 'odd')),
    ):
        with Session() as session:
            fails_with(closed, text, lambda: act(session.channel))


@check('errors of logins')
def login_errors():
    wrong = pika.PlainCredentials('guest', 'wrong')
    fails_with(pika.exceptions.ProbableAuthenticationError, 'ACCESS_REFUSED', lambda: connect(credentials=wrong))
    fails_with(pika.exceptions.ProbableAccessDeniedError, 'not found', lambda: connect(virtual_host='nowhere'))


run('pika')
