import { entriesIn, type Grammar, plainNumbers } from './literal';
import { quote } from './quoting';
import {
  camelCase,
  headersOf,
  isBinary,
  lines,
  newQueueOf,
  passwordVariable,
  propertyLines,
  type SnippetMessage,
  type SnippetSpec,
} from './snippet';

/** With com.rabbitmq:amqp-client 5. */
export function java(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    isPublish ? 'import com.rabbitmq.client.AMQP;' : null,
    'import com.rabbitmq.client.ConnectionFactory;',
    isPublish && isBinary(spec.message) ? null : 'import java.nio.charset.StandardCharsets;',
    isPublish ? utilities(spec.message) : null,
    '',
    'public class App {',
    '  public static void main(String[] args) throws Exception {',
    '    var factory = new ConnectionFactory();',
    `    factory.setHost(${quote(spec.host)});`,
    `    factory.setPort(${spec.port});`,
    `    factory.setUsername(${quote(spec.user)});`,
    `    factory.setPassword(System.getenv("${passwordVariable}"));`,
    `    factory.setVirtualHost(${quote(spec.vhost)});`,
    isPublish ? publish(spec).trimEnd() : consume(spec).trimEnd(),
    '  }',
    ...(isPublish && headersOf(spec.message) ? tableHelper : []),
    '}',
  );
}

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    '    try (var connection = factory.newConnection(); var channel = connection.createChannel()) {',
    '      channel.confirmSelect();',
    declared && `      ${declareQueue(quote(declared.name))}`,
    exchange.name === '' ? null : `      channel.exchangeDeclarePassive(${quote(exchange.name)});`,
    ...content(message),
    `      channel.basicPublish(${quote(exchange.name)}, ${quote(routingKey)}, properties, body);`,
    '      channel.waitForConfirmsOrDie(5_000);',
    '      System.out.println("Published.");',
    '    }',
  );
}

function declareQueue(name: string): string {
  return `channel.queueDeclare(${name}, true, false, false, null);`;
}

/** What the class file allows in one constant is 65,535 bytes; a character has at most four. */
const CONSTANT_LENGTH = 15_000;

function longText(text: string): string {
  if (text.length <= CONSTANT_LENGTH) return quote(text);
  const parts = text.match(new RegExp(`[\\s\\S]{1,${CONSTANT_LENGTH}}`, 'gu')) ?? [];
  return `String.join("", ${parts.map(quote).join(', ')})`;
}

const grammar: Grammar = {
  ...plainNumbers,
  text: longText,
  integer: (digits) => `${digits}L`,
  nothing: 'null',
  list: (items) => `Arrays.asList(new Object[] {${items.join(', ')}})`,
  table: (entries) => `table(${entries.map(([name, value]) => `${quote(name)}, ${value}`).join(', ')})`,
};

const tableHelper = [
  '',
  '  static Map<String, Object> table(Object... pairs) {',
  '    var table = new LinkedHashMap<String, Object>();',
  '    for (int at = 0; at < pairs.length; at += 2) table.put((String) pairs[at], pairs[at + 1]);',
  '    return table;',
  '  }',
];

function utilities(message: SnippetMessage): string | null {
  const used = [
    ...(headersOf(message) ? ['Arrays', 'LinkedHashMap', 'Map'] : []),
    ...(isBinary(message) ? ['Base64'] : []),
    ...(message.properties.timestamp === undefined ? [] : ['Date']),
  ];
  return used.length === 0
    ? null
    : used
        .map((name) => `import java.util.${name};`)
        .sort()
        .join('\n');
}

function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const payload = longText(message.payload);
  return [
    '      var properties = new AMQP.BasicProperties.Builder()',
    ...propertyLines(message, (name, value) => `          .${camelCase(name)}(${property(name, value)})`),
    ...(headers
      ? [
          '          .headers(table(',
          entriesIn(headers, grammar)
            .map(([name, value]) => `              ${quote(name)}, ${value}`)
            .join(',\n')
            .concat('))'),
        ]
      : []),
    '          .build();',
    `      var body = ${isBinary(message) ? `Base64.getDecoder().decode(${payload})` : `${payload}.getBytes(StandardCharsets.UTF_8)`};`,
  ];
}

function property(name: string, value: string | number): string {
  if (typeof value === 'string') return quote(value);
  return name === 'timestamp' ? `new Date(${value}L * 1000)` : String(value);
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    '    var connection = factory.newConnection();',
    '    var channel = connection.createChannel();',
    `    channel.basicQos(${prefetch});`,
    ...(queue
      ? [
          `    var queue = ${quote(queue.name)};`,
          `    ${newQueueOf(spec) ? declareQueue('queue') : 'channel.queueDeclarePassive(queue);'}`,
        ]
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
