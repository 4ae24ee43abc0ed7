"""kombu and py-amqp against Warren: see checks.py."""

import datetime
import decimal
import socket

import amqp
import kombu
from checks import TEN_MIB, URL, check, equal, fails_with, run


def connect(**options):
    return kombu.Connection(URL, transport_options={'confirm_publish': True}, **options)


def round_trip(channel, queue, body, **properties):
    channel.basic_publish_confirm(amqp.Message(body, **properties), routing_key=queue)
    return channel.basic_get(queue, no_ack=True)


def with_channel(act, **options):
    """Calls a function with a py-amqp channel and the name of an exclusive queue."""
    with amqp.Connection(host, userid='guest', password='guest', **options) as connection:
        channel = connection.channel()
        act(channel, channel.queue_declare(exclusive=True).queue)


host = URL.split('@')[1].rstrip('/')


@check('10,000 messages with confirms and manual acks, nothing lost and nothing twice')
def many():
    total = 10_000
    with connect() as connection:
        queue = kombu.Queue('kombu-many', exclusive=True, durable=False)
        with connection.Producer(serializer='json') as producer:
            bound = queue(producer.channel)
            bound.declare()
            for number in range(total):
                producer.publish({'number': number}, routing_key=queue.name)
        got = []

        def on_message(body, message):
            equal(message.delivery_info['redelivered'], False)
            got.append(body['number'])
            message.ack()

        with connection.Consumer(queue, callbacks=[on_message], accept=['json'], prefetch_count=200):
            while len(got) < total:
                connection.drain_events(timeout=10)
            equal(got, list(range(total)))
            equal(bound.queue_declare(passive=True).message_count, 0)


@check('bodies of 0, 1, frame-max and 10 MiB, in frames of 4096 and 131072')
def bodies():
    for frame_max in (4096, 131072):

        def act(channel, queue):
            for size in (0, 1, frame_max - 8, frame_max, TEN_MIB):
                body = 'w' * size
                equal(round_trip(channel, queue, body).body == body, True)

        with_channel(act, frame_max=frame_max)


@check('headers of all types that it knows')
def headers():
    table = {
        'text': 'Grüße 😀',
        'yes': True,
        'no': False,
        'nothing': None,
        'int': -2_000_000_000,
        'long': 1_500_000_000_000,
        'double': 0.1,
        'decimal': decimal.Decimal('19.99'),
        'at': datetime.datetime(2023, 11, 14, 22, 13, 20),
        'bytes': b'\x00\xff',
        'list': ['a', 1, None, {'deep': 'er'}],
        'table': {'a': 1, 'b': {'c': 'd'}},
    }

    def act(channel, queue):
        got = round_trip(channel, queue, b'x', application_headers=table).headers
        equal(got, table)

    with_channel(act)


@check('a mandatory message that nobody takes')
def mandatory():
    def act(channel, _):
        returned = []
        channel.events['basic_return'].add(lambda error, *_: returned.append((error.reply_code, error.reply_text)))
        channel.basic_publish_confirm(amqp.Message('x'), routing_key='nobody', mandatory=True)
        equal(returned, [(312, 'NO_ROUTE')])

    with_channel(act)


@check('an exclusive queue and two connections')
def exclusive():
    def with_owner(_, queue):
        def intrude(channel, _):
            fails_with(amqp.ResourceLocked, 'RESOURCE_LOCKED', lambda: channel.queue_declare(queue, passive=True))

        with_channel(intrude)

    with_channel(with_owner)


@check('heartbeats keep a connection alive')
def heartbeats():
    with connect(heartbeat=1) as connection:
        connection.connect()
        for _ in range(16):
            connection.heartbeat_check()
            try:
                connection.drain_events(timeout=0.3)
            except socket.timeout:
                pass
        connection.default_channel.queue_declare(exclusive=True)


@check('errors of channels')
def channel_errors():
    for kind, text, do in (
        (amqp.NotFound, "no queue 'missing' in vhost '/'", lambda channel: channel.queue_declare('missing', passive=True)),
        (amqp.AccessRefused, 'reserved prefix', lambda channel: channel.queue_declare('amq.mine')),
        (amqp.PreconditionFailed, "inequivalent arg 'durable'", lambda channel: channel.exchange_declare('amq.direct', 'direct', durable=False, auto_delete=False)),
    ):
        with_channel(lambda channel, _: fails_with(kind, text, lambda: do(channel)))


@check('errors of logins')
def login_errors():
    fails_with(amqp.AccessRefused, 'ACCESS_REFUSED', amqp.Connection(host, userid='guest', password='wrong').connect)
    fails_with(amqp.NotAllowed, 'not found', amqp.Connection(host, virtual_host='nowhere').connect)


run('kombu and py-amqp')
