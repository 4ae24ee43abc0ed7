import { entriesIn, type Grammar } from './literal';
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

/** With amqp for Elixir. */
export function elixir(spec: SnippetSpec): string {
  return lines(
    'Mix.install([{:amqp, "~> 4.0"}])',
    '',
    '{:ok, connection} =',
    '  AMQP.Connection.open(',
    `    host: ${quote(spec.host)},`,
    `    port: ${spec.port},`,
    `    username: ${quote(spec.user)},`,
    `    password: System.fetch_env!("${passwordVariable}"),`,
    `    virtual_host: ${quote(spec.vhost)}`,
    '  )',
    '',
    '{:ok, channel} = AMQP.Channel.open(connection)',
    (spec.role === 'publish' ? publish(spec) : consume(spec)).trimEnd(),
  );
}

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    declared && declareQueue(quote(declared.name)),
    ':ok = AMQP.Confirm.select(channel)',
    '',
    ...content(message),
    '',
    `:ok = AMQP.Basic.publish(channel, ${quote(exchange.name)}, ${quote(routingKey)}, payload, options)`,
    '',
    'true = AMQP.Confirm.wait_for_confirms(channel)',
    'IO.puts("Published.")',
    'AMQP.Connection.close(connection)',
  );
}

function declareQueue(name: string): string {
  return `{:ok, _} = AMQP.Queue.declare(channel, ${name}, durable: true)`;
}

/** Each value with its type, as Erlang's client wants it. */
const grammar: Grammar = {
  text: (value) => `:longstr, ${quote(value)}`,
  integer: (digits) => `:long, ${digits}`,
  real: (digits) => `:double, ${digits}`,
  truth: (value) => `:bool, ${value}`,
  nothing: ':void, :undefined',
  list: (items) => `:array, [${items.map((item) => `{${item}}`).join(', ')}]`,
  table: (entries) => `:table, [${entries.map(field).join(', ')}]`,
};

function field([name, value]: readonly [string, string]): string {
  return `{${quote(name)}, ${value}}`;
}

function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const payload = quote(message.payload);
  const options = propertyLines(message, (name, value) => {
    if (name === 'delivery_mode') return value === 2 ? '  persistent: true' : null;
    return `  ${name}: ${typeof value === 'string' ? quote(value) : value}`;
  });
  if (headers) {
    const fields = entriesIn(headers, grammar).map((entry) => `    ${field(entry)}`);
    options.push(`  headers: [\n${fields.join(',\n')}\n  ]`);
  }
  return [
    `payload = ${isBinary(message) ? `Base.decode64!(${payload})` : payload}`,
    '',
    options.length === 0 ? 'options = []' : `options = [\n${options.join(',\n')}\n]`,
  ];
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    `:ok = AMQP.Basic.qos(channel, prefetch_count: ${prefetch})`,
    ...(queue
      ? [`queue = ${quote(queue.name)}`, newQueueOf(spec) ? declareQueue('queue') : null]
      : [
          '# A queue of its own, which goes when this program ends.',
          '{:ok, %{queue: queue}} = AMQP.Queue.declare(channel, "", exclusive: true)',
          `:ok = AMQP.Queue.bind(channel, queue, ${quote(exchange.name)}, routing_key: ${quote(routingKey)})`,
        ]),
    '{:ok, _tag} = AMQP.Basic.consume(channel, queue)',
    'IO.puts("Waiting for messages. Ctrl+C ends it.")',
    '',
    'loop = fn loop ->',
    '  receive do',
    '    {:basic_deliver, body, meta} ->',
    '      IO.puts("#{meta.routing_key} #{body}")',
    '      AMQP.Basic.ack(channel, meta.delivery_tag)',
    '      loop.(loop)',
    '',
    '    {:basic_consume_ok, _} ->',
    '      loop.(loop)',
    '  end',
    'end',
    '',
    'loop.(loop)',
  );
}
