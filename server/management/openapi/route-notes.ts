import type { Method } from '@/server/management/call';

/** What the code of a route does not tell: what it is about, and how it answers. */
export interface RouteNote {
  /** The thing or the things, as in `Show the overview`. */
  readonly about: string;
  /** What comes back is a list; a paged one can be cut, filtered and sorted. */
  readonly list?: 'whole' | 'paged';
  /** Where a method does something else than show, put or delete. */
  readonly summaries?: Partial<Readonly<Record<Method, string>>>;
  /** Where a method is answered with something else than usual when all is well. */
  readonly answers?: Partial<Readonly<Record<Method, readonly number[]>>>;
  /** Parameters of the query, with what they mean. */
  readonly query?: Readonly<Record<string, string>>;
}

function paged(about: string): RouteNote {
  return { about, list: 'paged' };
}

function whole(about: string): RouteNote {
  return { about, list: 'whole' };
}

/** A check that fails with 503. */
function check(about: string): RouteNote {
  return { about, summaries: { GET: `Check ${about}` }, answers: { GET: [200, 503] } };
}

/** A change of which nobody is told whether it created something. */
function silent(about: string, summaries: RouteNote['summaries'] = {}): RouteNote {
  return { about, summaries, answers: { PUT: [204], POST: [204] } };
}

/** What answers to POST with a document. */
function asked(summary: string): RouteNote {
  return { about: '', summaries: { POST: summary }, answers: { POST: [200] } };
}

const FILTERS = {
  offset: 'Messages to pass over',
  limit: 'Messages to show, 100 unless given, 1000 at most',
  routing_key: 'A text that the routing key contains',
  header: 'A header that is there, `name`, or has a value, `name=value`; may be given several times',
  payload: 'A text that the payload contains',
  filter:
    'What has to be true of the messages, in the language of the dashboard: `key:a.* header.b=1 body.c>2 -"text"`',
  after: 'Where to go on: `next` of an earlier answer',
  within_ms: 'Milliseconds after which the answer says how far the search is, and in `next` where to go on',
  encoding: '`auto` shows text where the payload is UTF-8, `base64` never does',
  truncate: 'Bytes of payload to show, 50000 unless given',
};

const DEFINITIONS = {
  summaries: { GET: 'Export definitions', POST: 'Import definitions, as JSON or as the file of a form' },
  answers: { POST: [200, 204] },
  query: { dry_run: '`true` answers what the import would do', download: 'Name of the file to save an export as' },
};

const BETWEEN = {
  ...whole('the bindings between a source and a destination'),
  summaries: { POST: 'Bind a destination to a source' },
};
const WITHOUT_LEADERS = 'health/checks/quorum-queues-without-elected-leaders';

/** By path. */
export const ROUTE_NOTES: Readonly<Record<string, RouteNote>> = {
  '': { about: 'this page' },
  'openapi.json': { about: 'this description' },
  overview: { about: 'the overview' },
  whoami: { about: 'who is signed in' },
  'whoami/permissions': whole('permissions of the one who is signed in'),
  version: { about: 'the RabbitMQ version that is followed' },
  'aliveness-test/:vhost': check('that a vhost is served'),
  nodes: whole('nodes'),
  'nodes/:node': { about: 'a node' },
  'nodes/:node/memory': { about: 'what a node uses memory for' },
  'nodes/:node/memory/relative': { about: 'what a node uses memory for, in percent' },
  logs: {
    about: 'the last lines of the log, a thousand at most',
    query: {
      level: 'Only lines as severe as `debug`, `info`, `warn` or `error`',
      text: 'A text that the lines contain, in whatever case',
      after: 'Only lines with a higher number: `last` of an earlier answer',
      limit: 'Only the last so many',
    },
  },
  'health/checks/alarms': check('for alarms'),
  'health/checks/local-alarms': check('for alarms of this node'),
  'health/checks/virtual-hosts': check('that all vhosts run'),
  'health/checks/port-listener/:port': check('that somebody listens on a port'),
  'health/checks/protocol-listener/:protocols': check('that somebody listens for protocols'),
  'health/checks/certificate-expiration/:within/:unit': check('that no certificate ends soon'),
  'health/checks/is-in-service': check('that clients are served'),
  'health/checks/ready-to-serve-clients': check('that clients are served'),
  [`${WITHOUT_LEADERS}/all-vhosts`]: check('that all quorum queues have leaders'),
  [`${WITHOUT_LEADERS}/all-vhosts/pattern/:pattern`]: check('that some quorum queues have leaders'),
  [`${WITHOUT_LEADERS}/vhost/:vhost`]: check('that the quorum queues of a vhost have leaders'),
  [`${WITHOUT_LEADERS}/vhost/:vhost/pattern/:pattern`]: check('that some quorum queues of a vhost have leaders'),
  'healthchecks/node': check('the node, in the old way'),
  'healthchecks/node/:node': check('the node, in the old way'),
  vhosts: paged('vhosts'),
  'vhosts/:vhost': { about: 'a vhost' },
  'vhosts/:vhost/start/:node': silent('', { POST: 'Start a vhost that has failed' }),
  'vhosts/:vhost/deletion/protection': silent('whether a vhost may be deleted', {
    POST: 'Protect a vhost from deletion',
    DELETE: 'Let a vhost be deleted',
  }),
  users: whole('users'),
  'users/without-permissions': whole('users without permissions'),
  'users/bulk-delete': silent('', { POST: 'Delete users, all or none' }),
  'users/:user': { about: 'a user' },
  'auth/hash_password': asked('Hash a password'),
  'auth/hash_password/:password': { about: 'the hash of a password' },
  permissions: whole('permissions'),
  'users/:user/permissions': whole('the permissions of a user'),
  'vhosts/:vhost/permissions': whole('the permissions in a vhost'),
  'permissions/:vhost/:user': { about: 'the permission of a user in a vhost' },
  'topic-permissions': whole('topic permissions'),
  'users/:user/topic-permissions': whole('the topic permissions of a user'),
  'vhosts/:vhost/topic-permissions': whole('the topic permissions in a vhost'),
  'topic-permissions/:vhost/:user': whole('the topic permissions of a user in a vhost'),
  'topic-permissions/:vhost/:user/:exchange': whole('the topic permission of a user on an exchange'),
  'vhost-limits': whole('the limits of vhosts'),
  'vhost-limits/:vhost': whole('the limits of a vhost'),
  'vhost-limits/:vhost/:name': silent('a limit of a vhost'),
  'user-limits': whole('the limits of users'),
  'user-limits/:user': whole('the limits of a user'),
  'user-limits/:user/:name': silent('a limit of a user'),
  policies: whole('policies'),
  'policies/:vhost': whole('the policies of a vhost'),
  'policies/:vhost/:name': { about: 'a policy' },
  'operator-policies': whole('operator policies'),
  'operator-policies/:vhost': whole('the operator policies of a vhost'),
  'operator-policies/:vhost/:name': { about: 'an operator policy' },
  parameters: whole('parameters'),
  'parameters/:component': whole('the parameters of a component'),
  'parameters/:component/:vhost': whole('the parameters of a component in a vhost'),
  'parameters/:component/:vhost/:name': { about: 'a parameter' },
  shovels: whole('shovels'),
  'shovels/:vhost': whole('the shovels of a vhost'),
  'shovels/:vhost/:name': { about: 'a shovel' },
  'shovels/vhost/:vhost/:name': { about: 'a shovel' },
  'shovels/vhost/:vhost/:name/restart': silent('', { DELETE: 'Restart a shovel' }),
  'shovels/:vhost/:name/pause': silent('', { PUT: 'Pause a shovel, until it is resumed' }),
  'shovels/:vhost/:name/resume': silent('', { PUT: 'Let a paused shovel go on' }),
  'global-parameters': whole('global parameters'),
  'global-parameters/:name': { about: 'a global parameter' },
  'cluster-name': silent('the name of the cluster'),
  extensions: whole('extensions of the dashboard'),
  'feature-flags': whole('feature flags'),
  'feature-flags/:name/enable': silent('', { PUT: 'Enable a feature flag' }),
  'deprecated-features': whole('deprecated features'),
  'deprecated-features/used': whole('deprecated features in use'),
  'rebalance/queues': silent('', { POST: 'Spread the leaders of queues over the nodes' }),
  reset: silent('', { DELETE: 'Forget statistics' }),
  'reset/:node': silent('', { DELETE: 'Forget the statistics of a node' }),
  'auth/attempts/:node': { ...whole('attempts to sign in'), summaries: { DELETE: 'Forget attempts to sign in' } },
  'auth/attempts/:node/source': {
    ...whole('attempts to sign in, by source'),
    summaries: { DELETE: 'Forget attempts to sign in' },
  },
  'config/effective': { about: 'the settings in force' },
  exchanges: paged('exchanges'),
  'exchanges/:vhost': paged('the exchanges of a vhost'),
  'exchanges/:vhost/:exchange': {
    about: 'an exchange',
    query: { 'if-unused': '`true` deletes it only without bindings' },
  },
  'exchanges/:vhost/:exchange/publish': asked('Publish a message'),
  'exchanges/:vhost/:exchange/explain': asked('Explain where a message would go, and why; nothing is published'),
  'exchanges/:vhost/:exchange/bindings/source': whole('the bindings from an exchange'),
  'exchanges/:vhost/:exchange/bindings/destination': whole('the bindings to an exchange'),
  queues: paged('queues'),
  'queues/detailed': paged('queues'),
  'queues/:vhost': paged('the queues of a vhost'),
  'queues/:vhost/:queue': {
    about: 'a queue',
    query: {
      'if-unused': '`true` deletes it only without consumers',
      'if-empty': '`true` deletes it only without messages',
      'keep-messages': '`true` keeps up to 10000 ready messages for ten seconds: the answer gives `undo`',
    },
    answers: { DELETE: [200, 204] },
  },
  'queues/:vhost/:queue/contents': {
    about: '',
    summaries: { DELETE: 'Purge the ready messages of a queue' },
    answers: { DELETE: [200, 204] },
    query: { count: 'Only the first so many' },
  },
  'queues/:vhost/:queue/bindings': whole('the bindings to a queue'),
  'queues/:vhost/:queue/get': asked('Take messages from a queue, or take and put them back'),
  'queues/:vhost/:queue/messages': { about: 'ready messages, which stay as they are', query: FILTERS },
  'queues/:vhost/:queue/unacked': { about: 'unacked messages, with who holds them and for how long', query: FILTERS },
  'queues/:vhost/:queue/scheduled': { about: 'messages that will come to a queue at their time', query: FILTERS },
  diagnosis: { about: 'what could be better, found by rules' },
  'diagnosis/:vhost': { about: 'what could be better in a virtual host, found by rules' },
  'queues/:vhost/:queue/diagnosis': { about: 'what could be better about a queue' },
  'exchanges/:vhost/:exchange/diagnosis': { about: 'what could be better about an exchange' },
  'connections/:connection/diagnosis': { about: 'what could be better about a connection and its channels' },
  'exchanges/:vhost/:exchange/unroutable': { about: 'messages that found no queue, by key and publisher' },
  'exchanges/:vhost/:exchange/scheduled': { about: 'messages that an exchange delays', query: FILTERS },
  'queues/:vhost/:queue/move': asked('Move ready messages to a queue or an exchange; those that go nowhere stay'),
  'undo/:vhost/:act': asked('Take back what was moved, copied or deleted with its queue a moment ago'),
  'queues/:vhost/:queue/delete-messages': asked('Delete the first so many ready messages, or those that are chosen'),
  'queues/:vhost/:queue/return-dead-letters': asked(
    'Move dead-lettered messages back to the queue of their latest death',
  ),
  'queues/:vhost/:queue/pause': silent('', { PUT: 'Stop the deliveries of a queue' }),
  'queues/:vhost/:queue/resume': silent('', { PUT: 'Let the deliveries of a queue go on' }),
  'queues/:vhost/:queue/actions': silent('', { POST: 'Do something about the mirrors of a queue: there are none' }),
  'queues/quorum/:vhost/:queue/status': whole('the members of a quorum queue'),
  'queues/quorum/:vhost/:queue/replicas/add': silent('', { POST: 'Add a member to a quorum queue' }),
  'queues/quorum/:vhost/:queue/replicas/delete': silent('', { DELETE: 'Take a member from a quorum queue' }),
  bindings: whole('bindings'),
  'bindings/:vhost': whole('the bindings of a vhost'),
  'bindings/:vhost/e/:source/q/:destination': BETWEEN,
  'bindings/:vhost/e/:source/e/:destination': BETWEEN,
  'bindings/:vhost/e/:source/q/:destination/:props': { about: 'a binding to a queue' },
  'bindings/:vhost/e/:source/e/:destination/:props': { about: 'a binding to an exchange' },
  connections: paged('connections'),
  'vhosts/:vhost/connections': paged('the connections of a vhost'),
  'connections/username/:username': {
    ...whole('the connections of a user'),
    summaries: { DELETE: 'Close the connections of a user' },
  },
  'connections/:connection': { about: 'a connection', summaries: { DELETE: 'Close a connection' } },
  'connections/:connection/channels': paged('the channels of a connection'),
  channels: paged('channels'),
  'vhosts/:vhost/channels': paged('the channels of a vhost'),
  'channels/:channel': { about: 'a channel' },
  consumers: whole('consumers'),
  'consumers/:vhost': whole('the consumers of a vhost'),
  definitions: { about: 'definitions', ...DEFINITIONS },
  'all-configuration': { about: 'definitions', ...DEFINITIONS },
  'definitions/:vhost': { about: 'the definitions of a vhost', ...DEFINITIONS },
};
