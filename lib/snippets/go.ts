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

/** With amqp091-go. */
export function go(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    'package main',
    '',
    'import (',
    isPublish ? '\t"context"' : null,
    isPublish && isBinary(spec.message) ? '\t"encoding/base64"' : null,
    '\t"fmt"',
    '\t"log"',
    '\t"os"',
    isPublish && spec.message.properties.timestamp !== undefined ? '\t"time"' : null,
    '',
    '\tamqp "github.com/rabbitmq/amqp091-go"',
    ')',
    '',
    'func main() {',
    '\taddress := amqp.URI{',
    '\t\tScheme:   "amqp",',
    `\t\tHost:     ${quote(spec.host)},`,
    `\t\tPort:     ${spec.port},`,
    `\t\tUsername: ${quote(spec.user)},`,
    `\t\tPassword: os.Getenv("${passwordVariable}"),`,
    `\t\tVhost:    ${quote(spec.vhost)},`,
    '\t}',
    '\tconnection, err := amqp.Dial(address.String())',
    '\tcheck(err)',
    '\tdefer connection.Close()',
    '\tchannel, err := connection.Channel()',
    '\tcheck(err)',
    isPublish ? publish(spec).trimEnd() : consume(spec).trimEnd(),
    '}',
    '',
    'func check(err error) {',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '}',
  );
}

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  const name = quote(exchange.name);
  return lines(
    ...(declared ? declareQueue(quote(declared.name)) : []),
    '\tcheck(channel.Confirm(false))',
    exchange.name === ''
      ? null
      : `\tcheck(channel.ExchangeDeclarePassive(${name}, ${quote(exchange.type)}, ${exchange.durable}, false, false, false, nil))`,
    '',
    ...content(message),
    '\tctx := context.Background()',
    `\tconfirmation, err := channel.PublishWithDeferredConfirmWithContext(ctx, ${name}, ${quote(routingKey)}, false, false, message)`,
    '\tcheck(err)',
    '\tconfirmation.Wait()',
    '\tfmt.Println("Published.")',
  );
}

function declareQueue(name: string): string[] {
  return [`\t_, err = channel.QueueDeclare(${name}, true, false, false, false, nil)`, '\tcheck(err)'];
}

const grammar: Grammar = {
  ...plainNumbers,
  text: quote,
  // A plain number would be an int, of which the client sends 32 bits.
  integer: (digits) => `int64(${digits})`,
  real: (digits) => `float64(${digits})`,
  nothing: 'nil',
  list: (items) => `[]interface{}{${items.join(', ')}}`,
  table: (entries) => `amqp.Table{${entries.map(([name, value]) => `${quote(name)}: ${value}`).join(', ')}}`,
};

/** A message as the client takes it, which has no way to send a cluster id. */
function content(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const fields = propertyLines(message, (name, value) =>
    name === 'cluster_id' ? null : `${pascalCase(name)}: ${property(name, value)},`,
  );
  fields.push(`Body: ${isBinary(message) ? 'body' : `[]byte(${quote(message.payload)})`},`);
  return [
    ...(isBinary(message)
      ? [`\tbody, err := base64.StdEncoding.DecodeString(${quote(message.payload)})`, '\tcheck(err)']
      : []),
    '\tmessage := amqp.Publishing{',
    ...aligned(fields),
    ...(headers
      ? [
          '\t\tHeaders: amqp.Table{',
          ...aligned(entriesIn(headers, grammar).map(([name, value]) => `${quote(name)}: ${value},`)).map(
            (line) => `\t${line}`,
          ),
          '\t\t},',
        ]
      : []),
    '\t}',
  ];
}

function property(name: string, value: string | number): string {
  if (typeof value === 'string') return quote(value);
  if (name === 'timestamp') return `time.Unix(${value}, 0)`;
  if (name !== 'delivery_mode') return String(value);
  return value === 2 ? 'amqp.Persistent' : value === 1 ? 'amqp.Transient' : String(value);
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    `\tcheck(channel.Qos(${prefetch}, 0, false))`,
    ...(queue
      ? [`\tqueue := ${quote(queue.name)}`, ...(newQueueOf(spec) ? declareQueue('queue') : [])]
      : [
          '\t// A queue of its own, which goes when this program ends.',
          '\town, err := channel.QueueDeclare("", false, false, true, false, nil)',
          '\tcheck(err)',
          '\tqueue := own.Name',
          `\tcheck(channel.QueueBind(queue, ${quote(routingKey)}, ${quote(exchange.name)}, false, nil))`,
        ]),
    '\tdeliveries, err := channel.Consume(queue, "", false, false, false, false, nil)',
    '\tcheck(err)',
    '\tfmt.Println("Waiting for messages. Ctrl+C ends it.")',
    '\tfor delivery := range deliveries {',
    '\t\tfmt.Println(delivery.RoutingKey, string(delivery.Body))',
    '\t\tcheck(delivery.Ack(false))',
    '\t}',
  );
}

/** Values under each other, as gofmt puts them. */
function aligned(fields: readonly string[]): string[] {
  const split = fields.map((field) => /^((?:"(?:[^"\\]|\\.)*"|\w+):) (.*)$/s.exec(field) ?? ['', field, '']);
  const width = Math.max(...split.map(([, name = '']) => [...name].length));
  return split.map(([, name = '', value = '']) => `\t\t${name}${' '.repeat(width - [...name].length + 1)}${value}`);
}
