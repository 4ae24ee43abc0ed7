import { greeting, lines, passwordVariable, quoteHash as quote, type SnippetSpec } from './snippet';

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

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    'channel.confirm_select',
    exchange.name === ''
      ? 'exchange = channel.default_exchange'
      : `exchange = channel.exchange(${quote(exchange.name)}, type: ${quote(exchange.type)}, passive: true)`,
    `exchange.publish(${quote(greeting)},`,
    `                 routing_key: ${quote(routingKey)}, persistent: true, content_type: 'text/plain')`,
    'channel.wait_for_confirms',
    "puts 'Published.'",
    'connection.close',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    `channel.prefetch(${prefetch})`,
    ...(queue
      ? [`queue = channel.queue(${quote(queue.name)}, passive: true)`]
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
