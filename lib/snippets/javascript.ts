import { escaped, greeting, lines, passwordVariable, quote, type SnippetSpec } from './snippet';

/** With amqplib, as a module of Node. */
export function javascript(spec: SnippetSpec): string {
  return script(spec, { password: `process.env.${passwordVariable}`, message: 'message' });
}

/** With amqplib and its types. */
export function typescript(spec: SnippetSpec): string {
  return script(spec, {
    password: `process.env['${passwordVariable}']`,
    message: 'message: ConsumeMessage | null',
  });
}

interface Dialect {
  readonly password: string;
  readonly message: string;
}

function script(spec: SnippetSpec, dialect: Dialect): string {
  const isTyped = dialect.message !== 'message';
  const importLine =
    isTyped && spec.role === 'consume'
      ? "import { type ConsumeMessage, connect } from 'amqplib';"
      : "import { connect } from 'amqplib';";
  return lines(
    importLine,
    '',
    `const password = ${dialect.password};`,
    `if (!password) throw new Error(${quote(`Set ${passwordVariable} to the password of ${spec.user}.`)});`,
    '',
    'const connection = await connect({',
    "  protocol: 'amqp',",
    `  hostname: ${quote(spec.host)},`,
    `  port: ${spec.port},`,
    `  username: ${quote(spec.user)},`,
    '  password,',
    `  vhost: ${quote(spec.vhost)},`,
    '});',
    spec.role === 'publish' ? publish(spec) : consume(spec, dialect),
  )
    .trimEnd()
    .concat('\n');
}

function publish({ exchange, routingKey, message }: SnippetSpec): string {
  return lines(
    '// A confirm channel: the broker says when it has the message.',
    'const channel = await connection.createConfirmChannel();',
    exchange.name === '' ? null : `await channel.checkExchange(${quote(exchange.name)});`,
    '',
    ...(message ? content(message) : hello),
    `channel.publish(${quote(exchange.name)}, ${quote(routingKey)}, body, options);`,
    'await channel.waitForConfirms();',
    "console.log('Published.');",
    'await connection.close();',
  );
}

const hello = [
  `const body = Buffer.from(${quote(greeting)});`,
  "const options = { persistent: true, contentType: 'text/plain' };",
];

/** A message as amqplib takes it, with its names of the properties. */
function content({ payload, payload_encoding: encoding, properties }: NonNullable<SnippetSpec['message']>): string[] {
  const { delivery_mode: mode, ...rest } = properties;
  const named = Object.entries(rest).map(([name, value]) => [name.replace(/_(.)/g, (_, c) => c.toUpperCase()), value]);
  const options = { ...(mode === undefined ? {} : { persistent: mode === 2 }), ...Object.fromEntries(named) };
  const body = `${quote(payload)}${encoding === 'base64' ? ", 'base64'" : ''}`;
  return [`const body = Buffer.from(${body});`, `const options = ${escaped(JSON.stringify(options, null, 2))};`];
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec, { message }: Dialect): string {
  return lines(
    'const channel = await connection.createChannel();',
    `await channel.prefetch(${prefetch});`,
    ...(queue
      ? [`const queue = ${quote(queue.name)};`, 'await channel.checkQueue(queue);']
      : [
          '// A queue of its own, which goes when this program ends.',
          "const { queue } = await channel.assertQueue('', { exclusive: true });",
          `await channel.bindQueue(queue, ${quote(exchange.name)}, ${quote(routingKey)});`,
        ]),
    '',
    `await channel.consume(queue, (${message}) => {`,
    '  if (message === null) return;',
    '  console.log(message.fields.routingKey, message.content.toString());',
    '  channel.ack(message);',
    '});',
    "console.log('Waiting for messages. Ctrl+C ends it.');",
  );
}
