import { entriesIn, type Grammar, plainNumbers } from './literal';
import { quoteHash as quote } from './quoting';
import {
  headersOf,
  isBinary,
  lines,
  newQueueOf,
  passwordVariable,
  propertyLines,
  type SnippetMessage,
  type SnippetSpec,
} from './snippet';

/** With bunny. */
export function ruby(spec: SnippetSpec): string {
  return lines(
    "require 'bunny'",
    '',
    'connection = Bunny.new(',
    `  host: ${quote(spec.host)},`,
    `  port: ${spec.port},`,
    `  username: ${quote(spec.user)},`,
    `  password: ENV.fetch('${passwordVariable}'),`,
    `  vhost: ${quote(spec.vhost)}`,
    ')',
    'connection.start',
    'channel = connection.create_channel',
    (spec.role === 'publish' ? publish(spec) : consume(spec)).trimEnd(),
  );
}

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    'channel.confirm_select',
    declared && `channel.queue(${quote(declared.name)}, durable: true)`,
    exchange.name === ''
      ? 'exchange = channel.default_exchange'
      : `exchange = channel.exchange(${quote(exchange.name)}, type: ${quote(exchange.type)}, passive: true)`,
    'exchange.publish(',
    ...content(message),
    `  routing_key: ${shortText(routingKey)}`,
    ')',
    'channel.wait_for_confirms',
    "puts 'Published.'",
    'connection.close',
  );
}

const grammar: Grammar = {
  ...plainNumbers,
  text: quote,
  nothing: 'nil',
  list: (items) => `[${items.join(', ')}]`,
  table: (entries) => `{${entries.map(field).join(', ')}}`,
};

/** bunny joins these with bytes, which Ruby allows for ASCII and for bytes alone. */
function shortText(text: string): string {
  return /^\p{ASCII}*$/u.test(text) ? quote(text) : `${quote(text)}.b`;
}

function field([name, value]: readonly [string, string]): string {
  return `${shortText(name)} => ${value}`;
}

/** The payload and the options of bunny's publish, which is persistent unless it is told otherwise. */
function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const isPersistent = message.properties.delivery_mode === 2;
  return [
    `  ${quote(message.payload)}${isBinary(message) ? ".unpack1('m')" : ''},`,
    ...propertyLines(message, (name, value) =>
      name === 'delivery_mode' ? null : `  ${name}: ${typeof value === 'string' ? shortText(value) : value},`,
    ),
    `  persistent: ${isPersistent},`,
    ...(headers
      ? [
          '  headers: {',
          entriesIn(headers, grammar)
            .map((entry) => `    ${field(entry)}`)
            .join(',\n'),
          '  },',
        ]
      : []),
  ];
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    `channel.prefetch(${prefetch})`,
    ...(queue
      ? [`queue = channel.queue(${quote(queue.name)}, ${newQueueOf(spec) ? 'durable' : 'passive'}: true)`]
      : [
          '# A queue of its own, which goes when this program ends.',
          "queue = channel.queue('', exclusive: true)",
          `queue.bind(${quote(exchange.name)}, routing_key: ${quote(routingKey)})`,
        ]),
    "puts 'Waiting for messages. Ctrl+C ends it.'",
    'queue.subscribe(manual_ack: true, block: true) do |delivery, _properties, body|',
    '  puts "#{delivery.routing_key} #{body}"',
    '  channel.ack(delivery.delivery_tag)',
    'end',
  );
}
