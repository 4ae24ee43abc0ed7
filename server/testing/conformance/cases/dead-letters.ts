/** Where messages go when they die, and what is written on them. */

const queues = 'queue d | queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=d';

export const deadLetterCases: readonly string[] = [
  `${queues} | publish '' q a | get q | reject 1 | wait 80 | get d no-ack`,
  `${queues} | publish '' q a | get q | nack 1 | wait 80 | get d no-ack`,
  `${queues} | publish '' q a | publish '' q b | get q | get q | nack 2 multiple | wait 80 | get d no-ack | get d no-ack`,
  `${queues} | publish '' q a | get q | nack 1 requeue | wait 80 | count d`,
  `${queues} | publish '' q a .expiration=20 | wait 120 | get d no-ack`,
  `${queues} x-message-ttl=20 | publish '' q a | wait 120 | get d no-ack`,
  `${queues} x-message-ttl=20 | publish '' q a .expiration=60000 | wait 120 | get d no-ack`,
  `${queues} x-max-length=1 | publish '' q a | publish '' q b | wait 80 | get d no-ack`,
  `${queues} | publish '' q a .deliveryMode=2 .priority=3 .messageId=m own=1 | get q | reject 1 | wait 80 | get d no-ack`,
  `${queues} | publish '' q a CC=array:other BCC=array:hidden | get q | reject 1 | wait 80 | get d no-ack`,
  `${queues} | publish '' q a x-death=array:1 | get q | reject 1 | wait 80 | get d no-ack`,
  `${queues} | publish '' q a | purge q | wait 80 | count d`,
  `${queues} | publish '' q a | count q | delete q | wait 80 | count d`,
  "queue q x-dead-letter-exchange=nope | publish amq.direct q a | publish '' q b | get q | reject 1 | count q",
  "queue d | bind d amq.direct q | queue q x-dead-letter-exchange=amq.direct | publish '' q a | get q | reject 1 | wait 80 | get d no-ack",
  'queue d | bind d amq.topic # | queue q x-dead-letter-exchange=amq.topic | bind q amq.fanout | publish amq.fanout some.key a | get q | reject 1 | wait 80 | get d no-ack',
  "queue d | bind d amq.topic # | queue q x-dead-letter-exchange=amq.topic | publish '' q a CC=array:c1;c2 | get q | reject 1 | wait 80 | get d no-ack",
  // The same message dies more than once.
  `${queues} | publish '' q a | get q | reject 1 | wait 80 | get d | publish '' q b | nack 2 requeue | get d no-ack`,
  "queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=q | publish '' q a | get q | reject 1 | wait 80 | get q | reject 2 | wait 80 | get q",
  "queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=q x-message-ttl=20 | publish '' q a | wait 200 | count q",
  "queue r x-dead-letter-exchange=str: x-dead-letter-routing-key=q x-message-ttl=20 | queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=r | publish '' q a | get q | reject 1 | wait 150 | get q | reject 2 | wait 150 | get q",
  "queue r x-dead-letter-exchange=str: x-dead-letter-routing-key=q x-message-ttl=20 | queue q x-dead-letter-exchange=str: x-dead-letter-routing-key=r x-message-ttl=20 | publish '' q a | wait 250 | count q | count r",
  `${queues} | tx select | publish '' q a | tx commit | get q | reject 1 | tx commit | wait 80 | get d no-ack`,
];
