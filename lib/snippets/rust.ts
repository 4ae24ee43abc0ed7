import { entriesIn, type Grammar } from './literal';
import { quoteRust as quote } from './quoting';
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

/** With lapin 2 and tokio. */
export function rust(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    isPublish ? null : 'use futures_lite::stream::StreamExt;',
    'use lapin::options::*;',
    types(spec),
    'use lapin::uri::{AMQPAuthority, AMQPUri, AMQPUserInfo};',
    isPublish
      ? 'use lapin::{BasicProperties, Connection, ConnectionProperties};'
      : 'use lapin::{Connection, ConnectionProperties};',
    isPublish && headersOf(spec.message) ? 'use std::collections::BTreeMap;' : null,
    '',
    '#[tokio::main]',
    'async fn main() -> Result<(), Box<dyn std::error::Error>> {',
    '    let uri = AMQPUri {',
    `        vhost: ${quote(spec.vhost)}.into(),`,
    '        authority: AMQPAuthority {',
    '            userinfo: AMQPUserInfo {',
    `                username: ${quote(spec.user)}.into(),`,
    `                password: std::env::var("${passwordVariable}")?,`,
    '            },',
    `            host: ${quote(spec.host)}.into(),`,
    `            port: ${spec.port},`,
    '        },',
    '        ..Default::default()',
    '    };',
    '    let connection = Connection::connect_uri(uri, ConnectionProperties::default()).await?;',
    '    let channel = connection.create_channel().await?;',
    (isPublish ? publish(spec) : consume(spec)).trimEnd(),
    '    Ok(())',
    '}',
  );
}

function publish(spec: SnippetSpec): string {
  const { exchange, routingKey, message } = spec;
  const declared = newQueueOf(spec);
  return lines(
    '    channel.confirm_select(ConfirmSelectOptions::default()).await?;',
    ...(declared ? declareQueue(quote(declared.name)) : []),
    ...propertiesLines(message),
    '    channel',
    '        .basic_publish(',
    `            ${quote(exchange.name)},`,
    `            ${quote(routingKey)},`,
    '            BasicPublishOptions::default(),',
    `            ${isBinary(message) ? bytes(message.payload) : `${quote(message.payload)}.as_bytes()`},`,
    '            properties,',
    '        )',
    '        .await?',
    '        .await?;',
    '    println!("Published.");',
    '    connection.close(200, "").await?;',
  );
}

function types(spec: SnippetSpec): string | null {
  const hasHeaders = spec.role === 'publish' && headersOf(spec.message) !== null;
  if (hasHeaders) {
    const values = entriesIn(headersOf(spec.message) ?? {}, grammar);
    const hasLists = values.some(([, value]) => value.includes('FieldArray('));
    return `use lapin::types::{AMQPValue, ${hasLists ? 'FieldArray, ' : ''}FieldTable};`;
  }
  return spec.role === 'consume' || newQueueOf(spec) ? 'use lapin::types::FieldTable;' : null;
}

function declareQueue(name: string): string[] {
  return [
    '    let durable = QueueDeclareOptions { durable: true, ..Default::default() };',
    `    channel.queue_declare(${name}, durable, FieldTable::default()).await?;`,
  ];
}

const grammar: Grammar = {
  text: (value) => `AMQPValue::LongString(${quote(value)}.into())`,
  integer: (digits) => `AMQPValue::LongLongInt(${digits})`,
  real: (digits) => `AMQPValue::Double(${digits})`,
  truth: (value) => `AMQPValue::Boolean(${value})`,
  nothing: 'AMQPValue::Void',
  list: (items) => `AMQPValue::FieldArray(FieldArray::from(vec![${items.join(', ')}]))`,
  table: (entries) => `AMQPValue::FieldTable(FieldTable::from(BTreeMap::from([${entries.map(field).join(', ')}])))`,
};

function field([name, value]: readonly [string, string]): string {
  return `(${quote(name)}.into(), ${value})`;
}

function propertiesLines(message: SnippetMessage): string[] {
  const headers = headersOf(message);
  const all = propertyLines(message, (name, value) => {
    const text = typeof value === 'string' ? `${quote(value)}.into()` : value;
    return `        .with_${name === 'type' ? 'kind' : name}(${text})`;
  });
  if (headers) {
    const fields = entriesIn(headers, grammar).map((entry) => `            ${field(entry)},`);
    all.push(`        .with_headers(FieldTable::from(BTreeMap::from([\n${fields.join('\n')}\n        ])))`);
  }
  return `    let properties = BasicProperties::default()${all.map((line) => `\n${line}`).join('')};`.split('\n');
}

/** Bytes as Rust writes them. */
function bytes(base64: string): string {
  const codes = Array.from(atob(base64), (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `b"${codes.join('')}"`;
}

function consume(spec: SnippetSpec): string {
  const { exchange, routingKey, queue, prefetch } = spec;
  return lines(
    `    channel.basic_qos(${prefetch}, BasicQosOptions::default()).await?;`,
    ...(queue
      ? [`    let queue = ${quote(queue.name)};`, ...(newQueueOf(spec) ? declareQueue('queue') : [])]
      : [
          '    // A queue of its own, which goes when this program ends.',
          '    let options = QueueDeclareOptions { exclusive: true, ..Default::default() };',
          '    let own = channel.queue_declare("", options, FieldTable::default()).await?;',
          '    let queue = own.name().as_str();',
          '    channel',
          `        .queue_bind(queue, ${quote(exchange.name)}, ${quote(routingKey)}, QueueBindOptions::default(), FieldTable::default())`,
          '        .await?;',
        ]),
    '    let mut consumer = channel',
    '        .basic_consume(queue, "", BasicConsumeOptions::default(), FieldTable::default())',
    '        .await?;',
    '    println!("Waiting for messages. Ctrl+C ends it.");',
    '    while let Some(delivery) = consumer.next().await {',
    '        let delivery = delivery?;',
    '        println!("{} {}", delivery.routing_key, String::from_utf8_lossy(&delivery.data));',
    '        delivery.ack(BasicAckOptions::default()).await?;',
    '    }',
  );
}
