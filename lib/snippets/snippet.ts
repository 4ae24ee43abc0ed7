import type { AmqpArguments, PublishBody } from '../management-api';

/** What a program that connects to the broker is to do. */
export interface SnippetSpec {
  readonly role: 'publish' | 'consume';
  /** Of the AMQP listener. */
  readonly host: string;
  readonly port: number;
  /** Of the management API, without a slash at the end. */
  readonly httpUrl: string;
  readonly vhost: string;
  readonly user: string;
  readonly exchange: SnippetExchange;
  /** To publish with, or to bind with. */
  readonly routingKey: string;
  /** Null: a queue of the program's own, bound to the exchange. */
  readonly queue: SnippetQueue | null;
  /** What to publish in JavaScript, Python and with curl; a greeting unless given, and in all other languages. */
  readonly message?: Pick<PublishBody, 'payload' | 'payload_encoding' | 'properties'>;
  /** How many deliveries may be unacknowledged at once. */
  readonly prefetch: number;
}

export interface SnippetExchange {
  /** Empty for the default exchange. */
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: AmqpArguments;
}

export interface SnippetQueue {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: AmqpArguments;
}

/** The environment variable that every snippet reads the password from. */
export const passwordVariable = 'AMQP_PASSWORD';

export const greeting = 'Hello, Warren!';

/** A string of JavaScript, TypeScript, Python, Go, Java and C#. */
export function quote(text: string): string {
  // A line separator ends a string in some of these languages.
  return escaped(JSON.stringify(text));
}

/** JSON in which nothing ends a string of another language too early. */
export function escaped(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A string of Ruby and Elixir, where # can begin an expression. */
export function quoteHash(text: string): string {
  return quote(text).replace(/#/g, '\\#');
}

export function quotePhp(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

export function quoteRust(text: string): string {
  return quote(text).replace(/\\u([0-9a-f]{4})|\\([bf])/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? `\\x0${letter === 'b' ? '8' : 'c'}` : `\\u{${code}}`,
  );
}

export function quoteShell(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** A string of Terraform, where ${ and %{ begin a template. */
export function quoteTerraform(text: string): string {
  return quote(text).replace(/[$%]\{/g, (open) => `${open[0]}${open}`);
}

/** Lines, without those that are null. */
export function lines(...all: readonly (string | null)[]): string {
  return `${all.filter((line) => line !== null).join('\n')}\n`;
}
