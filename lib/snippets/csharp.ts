import { entriesIn, type Grammar, plainNumbers } from './literal';
import { quote } from './quoting';
import {
  headersOf,
  isBinary,
  lines,
  newQueueOf,
  pascalCase,
  passwordVariable,
  propertyLines,
  type SnippetMessage,
  type SnippetSpec,
} from './snippet';

/** With RabbitMQ.Client 7. */
export function csharp(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    isPublish && isBinary(spec.message) ? null : 'using System.Text;',
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

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    '// With tracking, publishing waits until the broker has the message.',
    'var options = new CreateChannelOptions(',
    '    publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);',
    'await using var channel = await connection.CreateChannelAsync(options);',
    declared && declareQueue(quote(declared.name)),
    exchange.name === '' ? null : `await channel.ExchangeDeclarePassiveAsync(${quote(exchange.name)});`,
    '',
    ...content(message),
    'await channel.BasicPublishAsync(',
    `    exchange: ${quote(exchange.name)},`,
    `    routingKey: ${quote(routingKey)},`,
    '    mandatory: true,',
    '    basicProperties: properties,',
    '    body: body);',
    'Console.WriteLine("Published.");',
  );
}

function declareQueue(name: string): string {
  return `await channel.QueueDeclareAsync(${name}, durable: true, exclusive: false, autoDelete: false);`;
}

const grammar: Grammar = {
  ...plainNumbers,
  text: quote,
  integer: (digits) => `${digits}L`,
  nothing: 'null',
  list: (items) => `new List<object?> ${braced(items)}`,
  table: (entries) => `new Dictionary<string, object?> ${braced(entries.map(field))}`,
};

function braced(items: readonly string[]): string {
  return items.length === 0 ? '{ }' : `{ ${items.join(', ')} }`;
}

function field([name, value]: readonly [string, string]): string {
  return `[${quote(name)}] = ${value}`;
}

function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const body = `${isBinary(message) ? 'Convert.FromBase64String' : 'Encoding.UTF8.GetBytes'}(${quote(message.payload)})`;
  return [
    'var properties = new BasicProperties',
    '{',
    ...propertyLines(message, (name, value) => `    ${pascalCase(name)} = ${property(name, value)},`),
    ...(headers
      ? [
          '    Headers = new Dictionary<string, object?>',
          '    {',
          ...entriesIn(headers, grammar).map((entry) => `        ${field(entry)},`),
          '    },',
        ]
      : []),
    '};',
    `var body = ${body};`,
  ];
}

function property(name: string, value: string | number): string {
  if (typeof value === 'string') return quote(value);
  if (name === 'timestamp') return `new AmqpTimestamp(${value})`;
  if (name !== 'delivery_mode') return String(value);
  return value === 2 ? 'DeliveryModes.Persistent' : value === 1 ? 'DeliveryModes.Transient' : `(DeliveryModes)${value}`;
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    'await using var channel = await connection.CreateChannelAsync();',
    `await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: ${prefetch}, global: false);`,
    ...(queue
      ? [
          `var queue = ${quote(queue.name)};`,
          newQueueOf(spec) ? declareQueue('queue') : 'await channel.QueueDeclarePassiveAsync(queue);',
        ]
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
