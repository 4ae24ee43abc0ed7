import { greeting, lines, passwordVariable, quotePhp as quote, type SnippetSpec } from './snippet';

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
    '',
    `$connection = new AMQPStreamConnection(${where.join(', ')});`,
    '$channel = $connection->channel();',
    (isPublish ? publish(spec) : consume(spec)).trimEnd(),
  );
}

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    '$channel->confirm_select();',
    exchange.name === ''
      ? null
      : `$channel->exchange_declare(${quote(exchange.name)}, ${quote(exchange.type)}, passive: true);`,
    '',
    `$message = new AMQPMessage(${quote(greeting)}, [`,
    "    'content_type' => 'text/plain',",
    "    'delivery_mode' => AMQPMessage::DELIVERY_MODE_PERSISTENT,",
    ']);',
    `$channel->basic_publish($message, ${quote(exchange.name)}, ${quote(routingKey)});`,
    '$channel->wait_for_pending_acks();',
    'echo "Published.\\n";',
    '$connection->close();',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    `$channel->basic_qos(0, ${prefetch}, false);`,
    ...(queue
      ? [`$queue = ${quote(queue.name)};`, '$channel->queue_declare($queue, passive: true);']
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
