/** Which exchange passes what on to which queue. */

const topicPairs: readonly (readonly [binding: string, keys: string])[] = [
  ['a.b', 'a.b a b a.b.c A.b'],
  ['*', 'a a.b . a.'],
  ['#', 'a a.b a.b.c .'],
  ['*.b', 'a.b b a.a.b .b'],
  ['a.*', 'a a.b a. a.b.c'],
  ['a.#', 'a a.b a.b.c b'],
  ['#.b', 'b a.b a.a.b b.a'],
  ['a.*.b', 'a.b a.x.b a..b a.x.y.b'],
  ['a.#.b', 'a.b a.x.b a.x.y.b a'],
  ['#.a.#', 'a x.a a.x x.y x.a.y'],
  ['*.#', 'a a.b .'],
  ['#.*', 'a a.b'],
  ['*.*', 'a a.b a.b.c'],
  ['a*', 'a ab a*'],
  ['a..b', 'a..b a.b'],
];

const topics = topicPairs.flatMap(([binding, keys]) => [
  `queue q | bind q amq.topic ${binding} | ${keys
    .split(' ')
    .map((key) => `publish amq.topic ${key} x | count q`)
    .join(' | ')}`,
]);

const headerArguments = [
  'a=1',
  'a=1 b=x',
  'a=void:',
  'a=1 x-b=2',
  'x-b=2',
  'a=true',
  'a=str:1',
  'a=long:1',
  'a=time:5',
  '',
];
const headerSets = [
  'a=1',
  'a=2',
  'a=str:1',
  'a=long:1',
  'a=1 b=x',
  'b=x',
  'a=1 x-b=2',
  'x-b=2',
  'a=void:',
  'a=true',
  '',
];

const headers = ['all', 'any', 'all-with-x', 'any-with-x'].flatMap((mode) =>
  headerArguments.map((args) => {
    const published = headerSets.map((given) => `publish amq.headers '' m ${given} | count q`.replace(/ +/g, ' '));
    return `queue q | bind q amq.headers '' x-match=${mode} ${args} | ${published.join(' | ')}`;
  }),
);

export const routingCases: readonly string[] = [
  ...topics,
  ...headers,
  "queue q | bind q amq.headers '' x-match=some",
  "queue q | bind q amq.headers '' x-match=1",
  "queue q | bind q amq.headers '' a=1 | publish amq.headers '' m a=1 | count q",
  'queue q | bind q amq.topic # | bind q amq.topic * | bind q amq.topic a | publish amq.topic a m | count q',
  'queue q | queue r | bind q amq.direct k | bind r amq.direct k | publish amq.direct k m | count q | count r',
  "queue q | bind q amq.direct '' | publish amq.direct '' m | count q",
  "queue q | publish '' q m | publish '' r m | publish '' '' m | count q",
  // Sender-selected distribution.
  "queue q | queue r | publish '' q m CC=array:r | get q no-ack | get r no-ack",
  "queue q | queue r | publish '' q m BCC=array:r | get q no-ack | get r no-ack",
  "queue q | queue r | publish '' nope m CC=array:q BCC=array:r mandatory | get q no-ack | get r no-ack",
  "queue q | publish '' nope m CC=array:nope BCC=array:no mandatory | returned",
  "queue q | publish '' q m CC=array: | get q no-ack",
  "queue q | publish '' q m CC=array:q;q | get q no-ack | get q no-ack",
  "queue q | queue r | publish '' q m CC=array:1;true;r | get r no-ack",
  "publish '' q m CC=r | count amq.direct",
  "publish '' q m BCC=r | count amq.direct",
  "publish '' q m CC=1 | count amq.direct",
  "publish '' q m BCC=table:a~1 | count amq.direct",
  'queue q | bind q amq.topic a.* | publish amq.topic b m CC=array:a.1;a.2 | get q no-ack | get q no-ack',
  'queue q | bind q amq.fanout | publish amq.fanout b m CC=array:a BCC=array:c a=1 | get q no-ack',
  "queue q | bind q amq.headers '' BCC=array:c | publish amq.headers '' m BCC=array:c | count q",
  // Plug-in exchange types that RabbitMQ brings along.
  'exchange x x-random | queue q | bind q x k | publish x k m | publish x other m mandatory | returned | count q',
  'exchange x x-modulus-hash | queue q | bind q x any | publish x k m | publish x l m | count q',
  'exchange x x-modulus-hash | publish x k m mandatory | returned',
  'exchange x x-consistent-hash | queue q | bind q x 1 | publish x k m | publish x l m | count q',
  'exchange x x-consistent-hash | publish x k m mandatory | returned',
  'exchange x x-consistent-hash hash-header=a | queue q | bind q x 3 | publish x k m a=1 | publish x k m | count q',
  'exchange x x-consistent-hash hash-property=message_id | queue q | bind q x 3 | publish x k m .messageId=1 | publish x k m | count q',
  'exchange x x-consistent-hash hash-property=timestamp | queue q | bind q x 3 | publish x k m .timestamp=1 | count q',
  'exchange x x-consistent-hash hash-property=app_id',
  'exchange x x-consistent-hash hash-property=message_id hash-header=a',
  ...['0', '-1', '1.5', 'a', '', '1'].map(
    (key) => `exchange x x-consistent-hash | queue q | bind q x ${key === '' ? "''" : key}`,
  ),
  'exchange x x-recent-history | publish x k a | publish x l b c=1 | queue q | bind q x | get q no-ack | get q no-ack | get q no-ack',
  'exchange x x-recent-history x-recent-history-length=1 | publish x k a | publish x k b | queue q | bind q x | get q no-ack | get q no-ack',
  'exchange x x-recent-history | publish x k a x-recent-history-no-store=true | queue q | bind q x | get q no-ack',
  'exchange x x-recent-history | exchange y fanout | queue q | bind q y | publish x k a | bind-exchange y x | get q no-ack',
  'exchange x x-recent-history | queue q | bind q x | publish x k a mandatory | get q no-ack | queue r | bind r x | get r no-ack',
  'exchange x x-recent-history x-recent-history-length=0',
  'exchange x x-recent-history x-recent-history-length=many',
];
