import { greeting, lines, passwordVariable, quote, type SnippetSpec } from './snippet';

/** With com.rabbitmq:amqp-client 5. */
export function java(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    isPublish ? 'import com.rabbitmq.client.MessageProperties;' : null,
    'import com.rabbitmq.client.ConnectionFactory;',
    'import java.nio.charset.StandardCharsets;',
    '',
    `public class ${isPublish ? 'Publish' : 'Consume'} {`,
    '  public static void main(String[] args) throws Exception {',
    '    var factory = new ConnectionFactory();',
    `    factory.setHost(${quote(spec.host)});`,
    `    factory.setPort(${spec.port});`,
    `    factory.setUsername(${quote(spec.user)});`,
    `    factory.setPassword(System.getenv("${passwordVariable}"));`,
    `    factory.setVirtualHost(${quote(spec.vhost)});`,
    isPublish ? publish(spec).trimEnd() : consume(spec).trimEnd(),
    '  }',
    '}',
  );
}

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    '    try (var connection = factory.newConnection(); var channel = connection.createChannel()) {',
    '      channel.confirmSelect();',
    exchange.name === '' ? null : `      channel.exchangeDeclarePassive(${quote(exchange.name)});`,
    `      var body = ${quote(greeting)}.getBytes(StandardCharsets.UTF_8);`,
    `      channel.basicPublish(${quote(exchange.name)}, ${quote(routingKey)}, MessageProperties.PERSISTENT_TEXT_PLAIN, body);`,
    '      channel.waitForConfirmsOrDie(5_000);',
    '      System.out.println("Published.");',
    '    }',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    '    var connection = factory.newConnection();',
    '    var channel = connection.createChannel();',
    `    channel.basicQos(${prefetch});`,
    ...(queue
      ? [`    var queue = ${quote(queue.name)};`, '    channel.queueDeclarePassive(queue);']
      : [
          '    // A queue of its own, which goes when this program ends.',
          '    var queue = channel.queueDeclare().getQueue();',
          `    channel.queueBind(queue, ${quote(exchange.name)}, ${quote(routingKey)});`,
        ]),
    '    channel.basicConsume(queue, false, (tag, delivery) -> {',
    '      var text = new String(delivery.getBody(), StandardCharsets.UTF_8);',
    '      System.out.println(delivery.getEnvelope().getRoutingKey() + " " + text);',
    '      channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);',
    '    }, tag -> {});',
    '    System.out.println("Waiting for messages. Ctrl+C ends it.");',
  );
}
