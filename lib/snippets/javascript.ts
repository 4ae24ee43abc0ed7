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

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    '// A confirm channel: the broker says when it has the message.',
    'const channel = await connection.createConfirmChannel();',
    declared && `await channel.assertQueue(${quote(declared.name)});`,
    exchange.name === '' ? null : `await channel.checkExchange(${quote(exchange.name)});`,
    '',
    ...content(message),
    `channel.publish(${quote(exchange.name)}, ${quote(routingKey)}, body, options);`,
    'await channel.waitForConfirms();',
    "console.log('Published.');",
    'await connection.close();',
  );
}

const grammar: Grammar = {
  ...plainNumbers,
  text: quote,
  nothing: 'null',
  list: (items) => `[${items.join(', ')}]`,
  table: (entries) => {
    const fields = entries.length === 0 ? '{}' : `{ ${entries.map(field).join(', ')} }`;
    // For amqplib a table with a key "!" is a value with its type.
    return entries.some(([name]) => name === '!') ? `{ "!": "object", value: ${fields} }` : fields;
  },
};

function field([name, value]: readonly [string, string]): string {
  // As it stands, this one name would set the prototype.
  return `${name === '__proto__' ? `[${quote(name)}]` : quote(name)}: ${value}`;
}

/** A message as amqplib takes it, which has no way to send a cluster id. */
function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  return [
    `const body = Buffer.from(${quote(message.payload)}${isBinary(message) ? ", 'base64'" : ''});`,
    'const options = {',
    ...propertyLines(message, (name, value) => {
      if (name === 'cluster_id') return null;
      if (name === 'delivery_mode' && (value === 1 || value === 2)) return `  persistent: ${value === 2},`;
      return `  ${camelCase(name)}: ${typeof value === 'string' ? quote(value) : value},`;
    }),
    ...(headers ? ['  headers: {', ...entriesIn(headers, grammar).map((entry) => `    ${field(entry)},`), '  },'] : []),
    '};',
  ];
}

function consume(spec: SnippetSpec, { message }: Dialect): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    'const channel = await connection.createChannel();',
    `await channel.prefetch(${prefetch});`,
    ...(queue
      ? [
          `const queue = ${quote(queue.name)};`,
          newQueueOf(spec) ? 'await channel.assertQueue(queue);' : 'await channel.checkQueue(queue);',
        ]
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
