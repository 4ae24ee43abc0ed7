import type { AmqpArguments } from '../management-api';
import { plainJson, quoteShell, quoteTerraform } from './quoting';
import { isBinary, lines, newQueueOf, passwordVariable, type SnippetSpec } from './snippet';

/** What Linux takes in one argument is 128 KiB; a character has at most four bytes. */
const ARGUMENT_LENGTH = 32_000;

const password = `"$${passwordVariable}"`;

/** The command line tool of RabbitMQ, version 2. */
export function rabbitmqadmin(spec: SnippetSpec): string {
  const { hostname, port } = new URL(spec.httpUrl);
  const head = [
    `rabbitmqadmin --host ${quoteShell(hostname)} --port ${port || (spec.httpUrl.startsWith('https') ? 443 : 80)} \\`,
    `  --username ${quoteShell(spec.user)} --password ${password} --vhost ${quoteShell(spec.vhost)} \\`,
  ];
  const declared = newQueueOf(spec);
  const declaring = declared
    ? [...head, `  declare queue --name ${quoteShell(declared.name)} --type classic --durable true`, '']
    : [];
  if (spec.role === 'publish') {
    const { message } = spec;
    if (isBinary(message) || message.payload.includes('\0') || message.payload.length > ARGUMENT_LENGTH) {
      return lines('# An argument cannot hold the payload of this message: curl can publish it.');
    }
    return lines(
      ...declaring,
      ...head,
      `  publish message --exchange ${quoteShell(spec.exchange.name || 'amq.default')} \\`,
      `  --routing-key ${quoteShell(spec.routingKey)} --payload ${quoteShell(message.payload)} \\`,
      `  --properties ${quoteShell(plainJson(message.properties))}`,
    );
  }
  if (spec.queue) {
    return lines(
      ...declaring,
      ...head,
      `  get messages --queue ${quoteShell(spec.queue.name)} --count 1 --ack-mode ack_requeue_true`,
    );
  }
  const queue = `inbox.${spec.exchange.name}`;
  return lines(
    '# A tool cannot wait for messages: it makes a queue, which you look into later.',
    ...head,
    `  declare queue --name ${quoteShell(queue)} --type classic --durable true`,
    '',
    ...head,
    `  declare binding --source ${quoteShell(spec.exchange.name)} --destination-type queue \\`,
    `  --destination ${quoteShell(queue)} --routing-key ${quoteShell(spec.routingKey)}`,
  );
}

/** The management API by hand. */
export function curl(spec: SnippetSpec): string {
  const api = `${spec.httpUrl}/api`;
  const at = encodeURIComponent;
  const head = `curl --fail --user ${quoteShell(`${spec.user}:`).slice(0, -1)}'${password} --json`;
  const putQueue = (name: string) => [
    `${head} ${quoteShell(plainJson({ durable: true }))} --request PUT \\`,
    `  ${quoteShell(`${api}/queues/${at(spec.vhost)}/${at(name)}`)}`,
  ];
  const declared = newQueueOf(spec);
  const declaring = declared ? putQueue(declared.name) : [];
  if (spec.role === 'publish') {
    const body = { routing_key: spec.routingKey, ...spec.message };
    const path = `exchanges/${at(spec.vhost)}/${spec.exchange.name === '' ? 'amq.default' : at(spec.exchange.name)}/publish`;
    const json = plainJson(body);
    if (json.length > ARGUMENT_LENGTH) {
      return lines(...declaring, `${head} @- ${quoteShell(`${api}/${path}`)} <<'BODY'`, json, 'BODY');
    }
    return lines(...declaring, `${head} ${quoteShell(json)} \\`, `  ${quoteShell(`${api}/${path}`)}`);
  }
  if (spec.queue) {
    const body = { count: 1, ackmode: 'ack_requeue_true', encoding: 'auto' };
    const path = `queues/${at(spec.vhost)}/${at(spec.queue.name)}/get`;
    return lines(...declaring, `${head} ${quoteShell(plainJson(body))} \\`, `  ${quoteShell(`${api}/${path}`)}`);
  }
  const queue = `inbox.${spec.exchange.name}`;
  const binding = `bindings/${at(spec.vhost)}/e/${at(spec.exchange.name)}/q/${at(queue)}`;
  return lines(
    '# HTTP cannot wait for messages: this makes a queue, which you look into later.',
    ...putQueue(queue),
    `${head} ${quoteShell(plainJson({ routing_key: spec.routingKey }))} \\`,
    `  ${quoteShell(`${api}/${binding}`)}`,
  );
}

/** With the provider cyrilgdn/rabbitmq: it declares what the program needs. */
export function terraform(spec: SnippetSpec): string {
  const { exchange, queue } = spec;
  const isOwnExchange = exchange.name !== '' && !exchange.name.startsWith('amq.');
  return lines(
    'terraform {',
    '  required_providers {',
    '    rabbitmq = { source = "cyrilgdn/rabbitmq" }',
    '  }',
    '}',
    '',
    `# terraform apply -var="password=$${passwordVariable}"`,
    'variable "password" {',
    '  type      = string',
    '  sensitive = true',
    '}',
    '',
    'provider "rabbitmq" {',
    `  endpoint = ${quoteTerraform(spec.httpUrl)}`,
    `  username = ${quoteTerraform(spec.user)}`,
    '  password = var.password',
    '}',
    isOwnExchange ? exchangeResource(spec) : null,
    queue ? queueResource(spec) : null,
    queue && isOwnExchange ? bindingResource(spec) : null,
  );
}

function exchangeResource({ vhost, exchange }: SnippetSpec): string {
  return lines(
    '',
    'resource "rabbitmq_exchange" "main" {',
    `  name  = ${quoteTerraform(exchange.name)}`,
    `  vhost = ${quoteTerraform(vhost)}`,
    '  settings {',
    `    type    = ${quoteTerraform(exchange.type)}`,
    `    durable = ${exchange.durable}`,
    '  }',
    '}',
  ).trimEnd();
}

function queueResource({ vhost, queue }: SnippetSpec): string {
  return lines(
    '',
    'resource "rabbitmq_queue" "main" {',
    `  name  = ${quoteTerraform(queue?.name ?? '')}`,
    `  vhost = ${quoteTerraform(vhost)}`,
    '  settings {',
    `    durable = ${queue?.durable ?? true}`,
    argumentsLine(queue?.arguments ?? {}),
    '  }',
    '}',
  ).trimEnd();
}

function argumentsLine(values: AmqpArguments): string | null {
  if (Object.keys(values).length === 0) return null;
  return `    arguments_json = ${quoteTerraform(JSON.stringify(values))}`;
}

function bindingResource({ vhost, routingKey }: SnippetSpec): string {
  return lines(
    '',
    'resource "rabbitmq_binding" "main" {',
    '  source           = rabbitmq_exchange.main.name',
    `  vhost            = ${quoteTerraform(vhost)}`,
    '  destination      = rabbitmq_queue.main.name',
    '  destination_type = "queue"',
    `  routing_key      = ${quoteTerraform(routingKey)}`,
    '}',
  ).trimEnd();
}
