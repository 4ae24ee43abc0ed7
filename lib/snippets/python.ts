import { greeting, lines, passwordVariable, quote, type SnippetSpec } from './snippet';

/** With pika. */
export function python(spec: SnippetSpec): string {
  return lines(
    'import os',
    '',
    'import pika',
    '',
    `credentials = pika.PlainCredentials(${quote(spec.user)}, os.environ["${passwordVariable}"])`,
    'parameters = pika.ConnectionParameters(',
    `    host=${quote(spec.host)}, port=${spec.port}, virtual_host=${quote(spec.vhost)}, credentials=credentials`,
    ')',
    'connection = pika.BlockingConnection(parameters)',
    'channel = connection.channel()',
    spec.role === 'publish' ? publish(spec) : consume(spec),
  )
    .trimEnd()
    .concat('\n');
}

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    '# The broker says when it has the message, and publishing fails when no queue takes it.',
    'channel.confirm_delivery()',
    exchange.name === '' ? null : `channel.exchange_declare(${quote(exchange.name)}, passive=True)`,
    'channel.basic_publish(',
    `    exchange=${quote(exchange.name)},`,
    `    routing_key=${quote(routingKey)},`,
    `    body=${quote(greeting)},`,
    '    properties=pika.BasicProperties(content_type="text/plain", delivery_mode=2),',
    '    mandatory=True,',
    ')',
    'print("Published.")',
    'connection.close()',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    `channel.basic_qos(prefetch_count=${prefetch})`,
    ...(queue
      ? [`queue = ${quote(queue.name)}`, 'channel.queue_declare(queue, passive=True)']
      : [
          '# A queue of its own, which goes when this program ends.',
          'queue = channel.queue_declare("", exclusive=True).method.queue',
          `channel.queue_bind(queue, ${quote(exchange.name)}, routing_key=${quote(routingKey)})`,
        ]),
    '',
    '',
    'def on_message(channel, method, properties, body):',
    '    print(method.routing_key, body.decode(), flush=True)',
    '    channel.basic_ack(method.delivery_tag)',
    '',
    '',
    'channel.basic_consume(queue, on_message)',
    'print("Waiting for messages. Ctrl+C ends it.", flush=True)',
    'channel.start_consuming()',
  );
}
