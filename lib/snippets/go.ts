import { greeting, lines, passwordVariable, quote, type SnippetSpec } from './snippet';

/** With amqp091-go. */
export function go(spec: SnippetSpec): string {
  const isPublish = spec.role === 'publish';
  return lines(
    'package main',
    '',
    'import (',
    isPublish ? '\t"context"' : null,
    '\t"fmt"',
    '\t"log"',
    '\t"os"',
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

function publish({ exchange, routingKey }: SnippetSpec): string {
  const name = quote(exchange.name);
  return lines(
    '\tcheck(channel.Confirm(false))',
    exchange.name === ''
      ? null
      : `\tcheck(channel.ExchangeDeclarePassive(${name}, ${quote(exchange.type)}, ${exchange.durable}, false, false, false, nil))`,
    '',
    '\tmessage := amqp.Publishing{',
    '\t\tContentType:  "text/plain",',
    '\t\tDeliveryMode: amqp.Persistent,',
    `\t\tBody:         []byte(${quote(greeting)}),`,
    '\t}',
    '\tctx := context.Background()',
    `\tconfirmation, err := channel.PublishWithDeferredConfirmWithContext(ctx, ${name}, ${quote(routingKey)}, false, false, message)`,
    '\tcheck(err)',
    '\tconfirmation.Wait()',
    '\tfmt.Println("Published.")',
  );
}

function consume({ exchange, routingKey, queue, prefetch }: SnippetSpec): string {
  return lines(
    `\tcheck(channel.Qos(${prefetch}, 0, false))`,
    ...(queue
      ? [`\tqueue := ${quote(queue.name)}`]
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
