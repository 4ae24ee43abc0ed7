import { greeting, lines, passwordVariable, quoteHash as quote, type SnippetSpec } from './snippet';

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

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    ':ok = AMQP.Confirm.select(channel)',
    '',
    ':ok =',
    `  AMQP.Basic.publish(channel, ${quote(exchange.name)}, ${quote(routingKey)}, ${quote(greeting)},`,
    '    persistent: true,',
    '    content_type: "text/plain"',
    '  )',
    '',
    'true = AMQP.Confirm.wait_for_confirms(channel)',
    'IO.puts("Published.")',
    'AMQP.Connection.close(connection)',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    `:ok = AMQP.Basic.qos(channel, prefetch_count: ${prefetch})`,
    ...(queue
      ? [`queue = ${quote(queue.name)}`]
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
