/** Quorum queues: what is counted on a message that comes back, and what they refuse. */

const quorum = 'queue q durable x-queue-type=quorum';
const dying = `queue d durable | ${quorum} x-dead-letter-exchange=str: x-dead-letter-routing-key=d`;
const again = (tag: number): string => `get q | reject ${tag} requeue`;
const three = "publish '' q a | publish '' q b | publish '' q c";

const refused = [
  ...[
    'queue q x-queue-type=quorum',
    `${quorum} exclusive`,
    `${quorum} auto-delete`,
    "queue '' durable x-queue-type=quorum",
  ],
  ...['x-max-priority=5', 'x-queue-mode=lazy', 'x-max-age=1h', 'x-overflow=reject-publish-dlx'].map(
    (argument) => `${quorum} ${argument}`,
  ),
  ...['0', '-1', '5', 'text', 'true', 'long:3'].map((value) => `${quorum} x-delivery-limit=${value}`),
  ...['0', '3', '-1', 'text'].map((value) => `${quorum} x-quorum-initial-group-size=${value}`),
  ...['0', '10', '-1', 'text'].flatMap((value) => [
    `${quorum} x-max-in-memory-length=${value}`,
    `${quorum} x-max-in-memory-bytes=${value}`,
  ]),
  ...['at-most-once', 'at-least-once', 'never', '1'].map((value) => `${quorum} x-dead-letter-strategy=${value}`),
  ...['client-local', 'balanced', 'text', '1'].map((value) => `${quorum} x-queue-leader-locator=${value}`),
  'queue q durable x-delivery-limit=5',
  'queue q durable x-dead-letter-strategy=at-least-once',
  `${quorum} | delete q if-unused`,
  `${quorum} | publish '' q a | delete q if-empty`,
  `${quorum} | qos 1 global | consume q t`,
  `${quorum} x-single-active-consumer=true | get q`,
];

export const quorumCases: readonly string[] = [
  ...refused,
  `${quorum} | publish '' q a | get q no-ack | count q`,
  `${quorum} | publish '' q a | ${again(1)} | get q`,
  `${quorum} | publish '' q a | ${again(1)} | ${again(2)} | get q`,
  `${quorum} | publish '' q a own=1 | ${again(1)} | get q`,
  `${quorum} | publish '' q a x-delivery-count=7 | get q | reject 1 requeue | get q`,
  `${quorum} | publish '' q a | get q | nack 1 requeue | wait 60 | get q`,
  `${quorum} | publish '' q a | consume q t | delivered | reject 1 requeue | delivered`,
  `${quorum} | publish '' q a | get q | recover requeue | wait 60 | get q`,
  `${quorum} | ${three} | get q | get q | get q | nack 3 multiple requeue | wait 60 | get q | get q | get q`,
  `${quorum} | ${three} | get q | reject 1 requeue | wait 60 | get q | get q`,
  `${quorum} | publish '' q a | a2: get q | a2: close | wait 60 | get q`,
  `${quorum} | publish '' q a | b1: get q | b1: disconnect | get q`,
  `${quorum} x-delivery-limit=1 | publish '' q a | ${again(1)} | ${again(2)} | wait 80 | count q`,
  `${quorum} x-delivery-limit=0 | publish '' q a | ${again(1)} | wait 80 | count q`,
  `${dying} x-delivery-limit=1 | publish '' q a | ${again(1)} | ${again(2)} | wait 120 | get d no-ack`,
  `${dying} x-delivery-limit=2 | publish '' q a own=1 | ${again(1)} | ${again(2)} | ${again(3)} | wait 120 | get d no-ack`,
  `${dying} | publish '' q a | get q | reject 1 | wait 120 | get d no-ack`,
  `${dying} | publish '' q a .expiration=20 | wait 150 | get d no-ack`,
  `${dying} x-message-ttl=20 | publish '' q a | wait 150 | get d no-ack`,
  `${dying} x-max-length=1 | publish '' q a | publish '' q b | wait 120 | get d no-ack | count q`,
  `${dying} | publish '' q a CC=array:other BCC=array:hidden | get q | reject 1 | wait 120 | get d no-ack`,
  `${quorum} x-max-length=1 x-overflow=reject-publish | confirm | publish '' q a | confirms 1 | count q`,
  // At least once.
  `${dying} x-dead-letter-strategy=at-least-once x-overflow=reject-publish | publish '' q a | get q | reject 1 | wait 250 | get d no-ack`,
  `${dying} x-dead-letter-strategy=at-least-once x-overflow=reject-publish x-delivery-limit=0 | publish '' q a | ${again(1)} | wait 250 | get d no-ack`,
  `${dying} x-dead-letter-strategy=at-least-once x-overflow=reject-publish x-message-ttl=20 | publish '' q a | wait 300 | get d no-ack`,
  `${dying} x-dead-letter-strategy=at-least-once | publish '' q a | get q | reject 1 | wait 250 | get d no-ack`,
  // Priorities came with 4.3: before, and between messages of one priority, the order is that of their coming.
  `${quorum} | publish '' q a .priority=3 | publish '' q b .priority=3 | get q no-ack | get q no-ack`,
  `${quorum} x-single-active-consumer=true | qos 1 | consume q one | consume q two | ${three} | delivered | ack 1 | delivered`,
  `${quorum} | qos 1 | consume q low | consume q high x-priority=5 | ${three} | delivered 2`,
  `${quorum} | tx select | publish '' q a | tx commit | wait 60 | get q`,
];
