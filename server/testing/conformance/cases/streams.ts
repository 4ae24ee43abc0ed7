/** Streams over AMQP 0-9-1: where readers begin, what they may ask for, and what stays. */

const stream = 'queue q durable x-queue-type=stream';
const five = ['a', 'b', 'c', 'd', 'e'].map((body) => `publish '' q ${body}`).join(' | ');
const filled = `${stream} | ${five} | wait 80`;
const read = (offset: string): string => `qos 10 | consume q t x-stream-offset=${offset}`;

const declared = [
  ...[
    'queue q x-queue-type=stream',
    `${stream} exclusive`,
    `${stream} auto-delete`,
    "queue '' durable x-queue-type=stream",
  ],
  ...['1000', '0', '-1', 'text', 'long:5000000000'].map((value) => `${stream} x-max-length-bytes=${value}`),
  ...['1h', '7D', '2M', '1Y', '30m', '10s', '1', 'h', '0s', '-1h', '1w', '5'].map(
    (value) => `${stream} x-max-age=${value}`,
  ),
  ...['1000', '0', '-1', 'text', 'long:4000000000'].map(
    (value) => `${stream} x-stream-max-segment-size-bytes=${value}`,
  ),
  ...['0', '1', '3', 'text'].map((value) => `${stream} x-initial-cluster-size=${value}`),
  ...[
    ...['x-message-ttl=1', 'x-expires=1000', 'x-max-length=1', 'x-max-priority=1', 'x-single-active-consumer=true'],
    ...['x-dead-letter-exchange=a', 'x-overflow=drop-head', 'x-delivery-limit=1', 'x-queue-mode=lazy', 'x-unknown=1'],
  ].map((argument) => `${stream} ${argument}`),
  `${stream} x-max-age=1h | ${stream} x-max-age=1h`,
  `${stream} x-max-age=1h | ${stream} x-max-age=2h`,
  `${stream} x-max-age=1h | ${stream}`,
];

const refused = [
  `${stream} | get q`,
  `${stream} | purge q`,
  `${stream} | consume q t`,
  `${stream} | qos 5 | consume q t no-ack`,
  `${stream} | qos 5 | consume q t exclusive`,
  `${stream} | qos 5 global | consume q t`,
  `${stream} | delete q if-unused`,
  `${stream} | delete q if-empty`,
];

const offsets = ['first', 'last', 'next', '0', '3', '4', '5', '99', 'long:2', 'time:0', 'time:4000000000', '1h', '5m'];

const wrongOffsets = ['nope', 'true', '1x', 'double:1.5', '-1', 'str:', 'void:'];

export const streamCases: readonly string[] = [
  ...declared,
  ...refused,
  // RabbitMQ hands out whole chunks, which hold one message or five: what depends on where they begin is not compared.
  ...offsets
    .filter((offset) => offset !== 'last')
    .map((offset) => `${filled} | ${read(offset)} | wait 60 | publish '' q f | delivered | wait 120`),
  ...wrongOffsets.map((offset) => `${filled} | ${read(offset)} | wait 60`),
  `${stream} | publish '' q a | wait 120 | ${read('last')} | delivered`,
  `${filled} | qos 10 | consume q t | wait 60 | publish '' q f | delivered`,
  `${filled} | ${read('first')} | delivered 5 | cancel t | consume q s x-stream-offset=3 | delivered 2`,
  `${filled} | ${read('first')} | delivered 5 | a2: qos 10 | a2: consume q s x-stream-offset=first | a2: delivered 5`,
  `${filled} | ${read('first')} | delivered 5 | b1: qos 10 | b1: consume q s x-stream-offset=2 | b1: delivered 3 | c1: qos 9 | c1: consume q u x-stream-offset=first | c1: delivered 5`,
  `${filled} | ${read('first')} | delivered 5 | nack 1 requeue`,
  `${filled} | ${read('first')} | delivered 5 | reject 1`,
  `${stream} | publish '' q a own=1 .messageId=m .priority=3 .deliveryMode=1 | wait 80 | ${read('first')} | delivered`,
  `${stream} | bind q amq.topic a.# | publish amq.topic a.b x CC=array:c BCC=array:d | wait 80 | ${read('first')} | delivered`,
  `${stream} | publish '' q a x-stream-offset=long:77 | wait 80 | ${read('first')} | delivered`,
  `${stream} | publish '' q a .expiration=10 | wait 80 | ${read('first')} | delivered`,
  `${stream} | confirm | publish '' q a | publish '' q b | confirms 2`,
  `${filled} | ${read('first')} | delivered 5 | delete q | cancelled`,
];
