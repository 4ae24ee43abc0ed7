import { decimalOf, entriesIn, type Grammar, plainNumbers } from './literal';
import { quote } from './quoting';
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

/** With pika. */
export function python(spec: SnippetSpec): string {
  return lines(
    spec.role === 'publish' && isBinary(spec.message) ? 'import base64' : null,
    spec.role === 'publish' && hasDecimal(spec.message) ? 'import decimal' : null,
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

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    declared && `channel.queue_declare(${quote(declared.name)}, durable=True)`,
    '# The broker says when it has the message, and publishing fails when no queue takes it.',
    'channel.confirm_delivery()',
    exchange.name === '' ? null : `channel.exchange_declare(${quote(exchange.name)}, passive=True)`,
    'channel.basic_publish(',
    `    exchange=${quote(exchange.name)},`,
    `    routing_key=${quote(routingKey)},`,
    ...content(message),
    '    mandatory=True,',
    ')',
    'print("Published.")',
    'connection.close()',
  );
}

const grammar: Grammar = {
  ...plainNumbers,
  text: quote,
  // pika before 2 sends no floats.
  real: (digits) => (decimalOf(digits) ? `decimal.Decimal("${digits}")` : digits),
  truth: (value) => (value ? 'True' : 'False'),
  nothing: 'None',
  list: (items) => `[${items.join(', ')}]`,
  table: (entries) => `{${entries.map(([name, value]) => `${quote(name)}: ${value}`).join(', ')}}`,
};

/** Whether a header is a number with a point that goes as a decimal. */
function hasDecimal({ properties: { headers = {} } }: SnippetMessage): boolean {
  return entriesIn(headers, grammar).some(([, value]) => value.includes('decimal.Decimal('));
}

function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  return [
    `    body=${isBinary(message) ? `base64.b64decode(${quote(message.payload)})` : quote(message.payload)},`,
    '    properties=pika.BasicProperties(',
    ...propertyLines(message, (name, value) => `        ${name}=${typeof value === 'string' ? quote(value) : value},`),
    ...(headers
      ? [
          '        headers={',
          ...entriesIn(headers, grammar).map(([name, value]) => `            ${quote(name)}: ${value},`),
          '        },',
        ]
      : []),
    '    ),',
  ];
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    `channel.basic_qos(prefetch_count=${prefetch})`,
    ...(queue
      ? [
          `queue = ${quote(queue.name)}`,
          newQueueOf(spec)
            ? 'channel.queue_declare(queue, durable=True)'
            : 'channel.queue_declare(queue, passive=True)',
        ]
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
