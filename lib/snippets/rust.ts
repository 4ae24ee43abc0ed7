import { greeting, lines, passwordVariable, quoteRust as quote, type SnippetSpec } from './snippet';

/** With lapin 2 and tokio. */
export function rust(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    isPublish ? null : 'use futures_lite::stream::StreamExt;',
    'use lapin::options::*;',
    isPublish ? null : 'use lapin::types::FieldTable;',
    'use lapin::uri::{AMQPAuthority, AMQPUri, AMQPUserInfo};',
    isPublish
      ? 'use lapin::{BasicProperties, Connection, ConnectionProperties};'
      : 'use lapin::{Connection, ConnectionProperties};',
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

function publish({ exchange, routingKey }: SnippetSpec): string {
  return lines(
    '    channel.confirm_select(ConfirmSelectOptions::default()).await?;',
    '    let properties = BasicProperties::default()',
    '        .with_content_type("text/plain".into())',
    '        .with_delivery_mode(2);',
    '    channel',
    '        .basic_publish(',
    `            ${quote(exchange.name)},`,
    `            ${quote(routingKey)},`,
    '            BasicPublishOptions::default(),',
    `            ${quote(greeting)}.as_bytes(),`,
    '            properties,',
    '        )',
    '        .await?',
    '        .await?;',
    '    println!("Published.");',
    '    connection.close(200, "").await?;',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    `    channel.basic_qos(${prefetch}, BasicQosOptions::default()).await?;`,
    ...(queue
      ? [`    let queue = ${quote(queue.name)};`]
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
