import { greeting, lines, passwordVariable, quote, type SnippetSpec } from './snippet';

/** With RabbitMQ.Client 7. */
export function csharp(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    'using System.Text;',
    'using RabbitMQ.Client;',
    isPublish ? null : 'using RabbitMQ.Client.Events;',
    '',
    'var factory = new ConnectionFactory',
    '{',
    `    HostName = ${quote(spec.host)},`,
    `    Port = ${spec.port},`,
    `    UserName = ${quote(spec.user)},`,
    `    Password = Environment.GetEnvironmentVariable("${passwordVariable}")!,`,
    `    VirtualHost = ${quote(spec.vhost)},`,
    '};',
    'await using var connection = await factory.CreateConnectionAsync();',
    isPublish ? publish(spec).trimEnd() : consume(spec).trimEnd(),
  );
}

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    '// With tracking, publishing waits until the broker has the message.',
    'var options = new CreateChannelOptions(',
    '    publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);',
    'await using var channel = await connection.CreateChannelAsync(options);',
    exchange.name === '' ? null : `await channel.ExchangeDeclarePassiveAsync(${quote(exchange.name)});`,
    '',
    'var properties = new BasicProperties { ContentType = "text/plain", Persistent = true };',
    `var body = Encoding.UTF8.GetBytes(${quote(greeting)});`,
    'await channel.BasicPublishAsync(',
    `    exchange: ${quote(exchange.name)},`,
    `    routingKey: ${quote(routingKey)},`,
    '    mandatory: true,',
    '    basicProperties: properties,',
    '    body: body);',
    'Console.WriteLine("Published.");',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    'await using var channel = await connection.CreateChannelAsync();',
    `await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: ${prefetch}, global: false);`,
    ...(queue
      ? [`var queue = ${quote(queue.name)};`, 'await channel.QueueDeclarePassiveAsync(queue);']
      : [
          '// A queue of its own, which goes when this program ends.',
          'var queue = (await channel.QueueDeclareAsync()).QueueName;',
          `await channel.QueueBindAsync(queue, ${quote(exchange.name)}, ${quote(routingKey)});`,
        ]),
    '',
    'var consumer = new AsyncEventingBasicConsumer(channel);',
    'consumer.ReceivedAsync += async (_, delivery) =>',
    '{',
    '    Console.WriteLine($"{delivery.RoutingKey} {Encoding.UTF8.GetString(delivery.Body.Span)}");',
    '    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);',
    '};',
    'await channel.BasicConsumeAsync(queue, autoAck: false, consumer);',
    'Console.WriteLine("Waiting for messages. Enter ends it.");',
    'Console.ReadLine();',
  );
}
