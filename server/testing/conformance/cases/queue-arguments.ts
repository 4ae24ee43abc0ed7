/** Each queue argument with good, bad and boundary values, and what it does. */

const values = ['0', '1', '-1', '60000', 'long:60000', 'byte:5', 'short:5', 'str:1', 'double:1.5', 'true', 'void:'];

const numbers = ['x-message-ttl', 'x-expires', 'x-max-length', 'x-max-length-bytes', 'x-max-priority'];

const everyNumber = numbers.flatMap((name) => values.map((value) => `queue q ${name}=${value}`));

const tooLarge = ['x-message-ttl', 'x-expires'].flatMap((name) =>
  ['long:315360000000', 'long:315360000001'].map((value) => `queue q ${name}=${value}`),
);

const strings = ['x-dead-letter-exchange', 'x-dead-letter-routing-key', 'x-overflow', 'x-queue-mode', 'x-queue-type'];

const everyString = strings.flatMap((name) => ['text', '1', 'true', 'str:'].map((value) => `queue q ${name}=${value}`));

const different: readonly (readonly [name: string, one: string, other: string])[] = [
  ['x-message-ttl', '1000', '2000'],
  ['x-expires', '60000', '70000'],
  ['x-max-length', '1', '2'],
  ['x-max-length-bytes', '1', '2'],
  ['x-max-priority', '1', '2'],
  ['x-dead-letter-exchange', 'a', 'b'],
  ['x-overflow', 'drop-head', 'reject-publish'],
  ['x-single-active-consumer', 'true', 'false'],
  ['x-unknown', '1', '2'],
];

/** The same, other, another width, none: what may be declared again. */
const redeclared = different.flatMap(([name, one, other]) => [
  `queue q ${name}=${one} | queue q ${name}=${one}`,
  `queue q ${name}=${one} | queue q ${name}=${other}`,
  `queue q ${name}=${one} | queue q`,
  `queue q | queue q ${name}=${one}`,
]);

const deadLettering = 'queue d | queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=d';

const fill = (count: number): string => Array.from({ length: count }, (_, i) => `publish '' q m${i}`).join(' | ');

const getAll = 'get q no-ack | get q no-ack | get q no-ack';

export const queueArgumentCases: readonly string[] = [
  ...everyNumber,
  ...tooLarge,
  ...everyString,
  ...redeclared,
  'queue q x-max-priority=255',
  'queue q x-max-priority=256',
  'queue q x-overflow=drop-head',
  'queue q x-overflow=reject-publish',
  'queue q x-overflow=reject-publish-dlx',
  'queue q x-single-active-consumer=1',
  'queue q x-single-active-consumer=yes',
  'queue q x-queue-mode=lazy',
  'queue q x-queue-mode=default',
  'queue q x-queue-version=2',
  'queue q x-queue-version=3',
  'queue q x-queue-type=classic | queue q',
  'queue q durable x-queue-type=quorum | queue q durable x-queue-type=classic',
  'queue q x-queue-type=quorum',
  'queue q durable exclusive x-queue-type=quorum',
  'queue q durable auto-delete x-queue-type=quorum',
  'queue q x-queue-type=stream',
  'queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=k',
  'queue q x-max-length=long:5 | queue q x-max-length=5 | queue q x-max-length=byte:5',
  // Length.
  `queue q x-max-length=2 | ${fill(3)} | ${getAll}`,
  `queue q x-max-length=0 | ${fill(1)} | count q`,
  `queue q x-max-length-bytes=4 | ${fill(3)} | ${getAll}`,
  `queue q x-max-length=1 x-overflow=reject-publish | ${fill(3)} | wait 80 | ${getAll}`,
  `queue q x-max-length=1 | get q | publish '' q a | get q | ${fill(1)} | count q | nack 1 requeue | wait 80 | count q | get q no-ack`,
  `${deadLettering} x-max-length=1 | ${fill(2)} | wait 80 | get d no-ack | get q no-ack`,
  `${deadLettering} x-max-length=1 x-overflow=reject-publish-dlx | confirm | ${fill(2)} | confirms 2 | wait 80 | get d no-ack | get q no-ack`,
  // Time.
  `queue q x-message-ttl=0 | ${fill(1)} | wait 30 | count q`,
  `queue q x-message-ttl=30 | ${fill(2)} | wait 150 | count q`,
  "queue q | publish '' q a .expiration=20 | publish '' q b | wait 120 | get q no-ack | get q no-ack",
  "queue q | publish '' q a .expiration=60000 | publish '' q b .expiration=10 | wait 80 | get q no-ack | get q no-ack",
  "queue q x-message-ttl=20 | publish '' q a .expiration=60000 | wait 120 | count q",
  "queue q x-message-ttl=60000 | publish '' q a .expiration=20 | wait 120 | count q",
  "queue q | consume q t no-ack | publish '' q a .expiration=0 | delivered",
  'queue q x-expires=60 | wait 300 | count q',
  'queue q x-expires=150 | wait 80 | count q | queue q x-expires=150 | wait 100 | queue q x-expires=150',
  'queue q x-expires=60 | consume q t | wait 250 | count q',
  // Priorities.
  "queue q x-max-priority=5 | publish '' q low .priority=1 | publish '' q high .priority=5 | publish '' q none | publish '' q above .priority=9 | get q no-ack | get q no-ack | get q no-ack | get q no-ack",
  "queue q x-max-priority=5 | publish '' q low .priority=1 .expiration=20 | publish '' q high .priority=5 | wait 120 | count q",
  "queue q x-max-priority=5 x-max-length=1 | publish '' q low .priority=1 | publish '' q high .priority=5 | count q | get q no-ack",
  "queue q x-max-priority=5 | publish '' q a .priority=1 | publish '' q b .priority=1 | get q | nack 1 requeue | get q no-ack | get q no-ack",
  "queue q | publish '' q a .priority=1 | publish '' q b .priority=9 | get q no-ack | get q no-ack",
];
