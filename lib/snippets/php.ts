import { decimalOf, entriesIn, type Grammar, plainNumbers } from './literal';
import { quotePhp as quote } from './quoting';
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

/** With php-amqplib. */
export function php(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  const where = [quote(spec.host), spec.port, quote(spec.user), `getenv('${passwordVariable}')`, quote(spec.vhost)];
  return lines(
    '<?php',
    '',
    "require __DIR__ . '/vendor/autoload.php';",
    '',
    'use PhpAmqpLib\\Connection\\AMQPStreamConnection;',
    'use PhpAmqpLib\\Message\\AMQPMessage;',
    ...(isPublish ? wireTypes(spec.message) : []),
    '',
    `$connection = new AMQPStreamConnection(${where.join(', ')});`,
    '$channel = $connection->channel();',
    (isPublish ? publish(spec) : consume(spec)).trimEnd(),
  );
}

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    '$channel->confirm_select();',
    declared && declareQueue(quote(declared.name)),
    exchange.name === ''
      ? null
      : `$channel->exchange_declare(${quote(exchange.name)}, ${quote(exchange.type)}, passive: true);`,
    '',
    ...content(message),
    `$channel->basic_publish($message, ${quote(exchange.name)}, ${quote(routingKey)});`,
    '$channel->wait_for_pending_acks();',
    'echo "Published.\\n";',
    '$connection->close();',
  );
}

function declareQueue(name: string): string {
  return `$channel->queue_declare(${name}, durable: true, auto_delete: false);`;
}

const smallest = String(-(2n ** 63n));

const grammar: Grammar = {
  ...plainNumbers,
  text: quote,
  // The client sends a float as text.
  real(digits) {
    const decimal = decimalOf(digits);
    return decimal ? `new AMQPDecimal(${decimal.unscaled}, ${decimal.scale})` : digits;
  },
  integer: (digits) => (digits === smallest ? 'PHP_INT_MIN' : digits),
  nothing: 'null',
  list: (items) => `[${items.join(', ')}]`,
  table: (entries) => `new AMQPTable([${entries.map(([name, value]) => `${quote(name)} => ${value}`).join(', ')}])`,
};

function wireTypes(message: SnippetMessage): string[] {
  const headers = entriesIn(headersOf(message) ?? {}, grammar);
  const used = headers.some(([, value]) => value.includes('new AMQPDecimal('))
    ? ['AMQPDecimal', 'AMQPTable']
    : ['AMQPTable'];
  return headers.length === 0 ? [] : used.map((name) => `use PhpAmqpLib\\Wire\\${name};`);
}

function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const payload = quote(message.payload);
  return [
    `$message = new AMQPMessage(${isBinary(message) ? `base64_decode(${payload})` : payload}, [`,
    ...propertyLines(message, (name, value) =>
      name === 'delivery_mode' && value === 2
        ? "    'delivery_mode' => AMQPMessage::DELIVERY_MODE_PERSISTENT,"
        : `    '${name}' => ${typeof value === 'string' ? quote(value) : value},`,
    ),
    ...(headers
      ? [
          "    'application_headers' => new AMQPTable([",
          ...entriesIn(headers, grammar).map(([name, value]) => `        ${quote(name)} => ${value},`),
          '    ]),',
        ]
      : []),
    ']);',
  ];
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    `$channel->basic_qos(0, ${prefetch}, false);`,
    ...(queue
      ? [
          `$queue = ${quote(queue.name)};`,
          newQueueOf(spec) ? declareQueue('$queue') : '$channel->queue_declare($queue, passive: true);',
        ]
      : [
          '// A queue of its own, which goes when this program ends.',
          "[$queue] = $channel->queue_declare('', exclusive: true);",
          `$channel->queue_bind($queue, ${quote(exchange.name)}, ${quote(routingKey)});`,
        ]),
    '',
    '$channel->basic_consume($queue, callback: function (AMQPMessage $message) {',
    '    echo $message->getRoutingKey(), " ", $message->getBody(), "\\n";',
    '    $message->ack();',
    '});',
    'echo "Waiting for messages. Ctrl+C ends it.\\n";',
    'while ($channel->is_consuming()) {',
    '    $channel->wait();',
    '}',
  );
}
