import { z } from 'zod';
import { amqpArguments, parseBody, shortText, textOr } from '@/server/management/body-schema';
import { type Call, exchangeParam, found, param, type Route, sessionOf, vhostOf } from '@/server/management/call';
import { listReply } from '@/server/management/list';
import { findByPropertiesKey, propertiesKey } from '@/server/management/properties-key';
import { empty } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import {
  bindingFields,
  bindingsOf,
  defaultBinding,
  type ShownBinding,
  shownBinding,
} from '@/server/management/views/binding-view';
import { listedVHosts } from '@/server/management/visibility';
import { queueOf } from './queues';

const bindingBody = z.object({ routing_key: textOr('', shortText), arguments: amqpArguments });

export const bindingRoutes: readonly Route[] = [
  {
    path: 'bindings',
    access: 'management',
    methods: { GET: (call) => reply(call, listedVHosts(call).flatMap(bindingsOf)) },
  },
  { path: 'bindings/:vhost', access: 'vhost', methods: { GET: (call) => reply(call, bindingsOf(vhostOf(call))) } },
  {
    path: 'queues/:vhost/:queue/bindings',
    access: 'vhost',
    methods: { GET: (call) => reply(call, bindingsOfQueue(call)) },
  },
  {
    path: 'exchanges/:vhost/:exchange/bindings/source',
    access: 'vhost',
    methods: { GET: (call) => reply(call, bindingsFrom(call, 'exchange')) },
  },
  {
    path: 'exchanges/:vhost/:exchange/bindings/destination',
    access: 'vhost',
    methods: { GET: (call) => reply(call, bindingsInto(call)) },
  },
  ...betweenRoutes('q'),
  ...betweenRoutes('e'),
];

type DestinationKind = 'q' | 'e';

/** RabbitMQ writes the kind of the destination into the path. */
function betweenRoutes(kind: DestinationKind): Route[] {
  const path = `bindings/:vhost/e/:source/${kind}/:destination`;
  return [
    {
      path,
      access: 'vhost',
      methods: { GET: (call) => reply(call, between(call, kind)), POST: (call) => bind(call, kind) },
      bodies: { POST: bindingBody },
    },
    {
      path: `${path}/:props`,
      access: 'vhost',
      methods: {
        GET: (call) => showReply(call, bindingOf(call, kind), bindingFields),
        DELETE: (call) => unbind(call, kind),
      },
    },
  ];
}

function reply(call: Call, things: readonly ShownBinding[]) {
  return listReply(call, { things, fields: bindingFields });
}

function bindingsOfQueue(call: Call): ShownBinding[] {
  const queue = queueOf(call);
  return [defaultBinding(queue), ...[...queue.incoming.values()].map(shownBinding)];
}

/** Of an exchange that does not exist there are none (RabbitMQ). */
function bindingsFrom(call: Call, name: string): ShownBinding[] {
  const vhost = vhostOf(call);
  const exchange = exchangeParam(call, name);
  if (exchange === '') return [...vhost.queues.values()].map(defaultBinding);
  return [...(vhost.exchange(exchange)?.outgoing.values() ?? [])].map(shownBinding);
}

function bindingsInto(call: Call): ShownBinding[] {
  const exchange = vhostOf(call).exchange(exchangeParam(call, 'exchange'));
  return [...(exchange?.incoming.values() ?? [])].map(shownBinding);
}

function between(call: Call, kind: DestinationKind): ShownBinding[] {
  const vhost = vhostOf(call);
  const source = exchangeParam(call, 'source');
  const queue = kind === 'q' ? vhost.queue(param(call, 'destination')) : undefined;
  if (source === '') return queue ? [defaultBinding(queue)] : [];
  const destination = queue ?? (kind === 'e' ? vhost.exchange(exchangeParam(call, 'destination')) : undefined);
  const bindings = [...(destination?.incoming.values() ?? [])];
  return bindings.filter((binding) => binding.source.name === source).map(shownBinding);
}

function bindingOf(call: Call, kind: DestinationKind): ShownBinding {
  return found(findByPropertiesKey(between(call, kind), param(call, 'props')));
}

function bind(call: Call, kind: DestinationKind) {
  const session = sessionOf(call);
  const { routing_key: bindingKey, arguments: args } = parseBody(call, bindingBody);
  const source = exchangeParam(call, 'source');
  if (kind === 'q') session.bindQueue(param(call, 'destination'), source, bindingKey, args);
  else session.bindExchange(exchangeParam(call, 'destination'), source, bindingKey, args);
  call.broker.endTurn();
  const key = encodeURIComponent(propertiesKey(bindingKey, args));
  return empty(201, { location: `${encodeURIComponent(param(call, 'destination'))}/${key}` });
}

function unbind(call: Call, kind: DestinationKind) {
  const { source, destination, bindingKey, arguments: args } = bindingOf(call, kind);
  const session = sessionOf(call);
  if (kind === 'q') session.unbindQueue(destination, source, bindingKey, args);
  else session.unbindExchange(destination, source, bindingKey, args);
  call.broker.endTurn();
  return empty(204);
}
