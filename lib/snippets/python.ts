import { greeting, lines, passwordVariable, quote, type SnippetSpec } from './snippet';

/** With pika. */
export function python(spec: SnippetSpec): string {
  return lines(
    spec.message?.payload_encoding === 'base64' ? 'import base64' : null,
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

function publish({ exchange, routingKey, message }: SnippetSpec): string {
  return lines(
    '# The broker says when it has the message, and publishing fails when no queue takes it.',
    'channel.confirm_delivery()',
    exchange.name === '' ? null : `channel.exchange_declare(${quote(exchange.name)}, passive=True)`,
    'channel.basic_publish(',
    `    exchange=${quote(exchange.name)},`,
    `    routing_key=${quote(routingKey)},`,
    ...(message ? content(message) : hello),
    '    mandatory=True,',
    ')',
    'print("Published.")',
    'connection.close()',
  );
}

const hello = [
  `    body=${quote(greeting)},`,
  '    properties=pika.BasicProperties(content_type="text/plain", delivery_mode=2),',
];

function content({ payload, payload_encoding: encoding, properties }: NonNullable<SnippetSpec['message']>): string[] {
  // pika has no name for a property that nobody has used since AMQP 0-8.
  const { cluster_id: _old, ...known } = properties;
  return [
    `    body=${encoding === 'base64' ? `base64.b64decode(${quote(payload)})` : quote(payload)},`,
    '    properties=pika.BasicProperties(',
    ...Object.entries(known).map(([name, value]) => `        ${name}=${literal(value)},`),
    '    ),',
  ];
}

/** A value of JSON as Python writes it. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object') return typeof value === 'string' ? quote(value) : String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${quote(key)}: ${literal(each)}`)
    .join(', ')}}`;
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
