/** How to reach an AMQP server, as an AMQP URI says it. Null where the URI is silent. */
export interface AmqpAddress {
  /** Null for the broker that the shovel runs on. */
  readonly host: string | null;
  readonly port: number;
  readonly isTls: boolean;
  readonly username: string;
  readonly password: string;
  readonly vhost: string;
  readonly heartbeatSeconds: number;
  readonly connectTimeoutMs: number;
  readonly channelMax: number;
  readonly tls: TlsWishes;
}

export interface TlsWishes {
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** False only when the URI asks for `verify_none`. */
  readonly verify: boolean;
  readonly serverName: string | null;
}

/** A URI that cannot be used; the message is RabbitMQ's reason, an Erlang term. */
export class UriError extends Error {
  override readonly name = 'UriError';
}

const DEFAULT_HEARTBEAT_SECONDS = 10;
const DEFAULT_CONNECT_TIMEOUT_MS = 60_000;
const NUMBERS = ['heartbeat', 'connection_timeout', 'channel_max'];

/** Throws a UriError with RabbitMQ's reason when the URI has no scheme, another one, or parts that are not well formed. */
function parse(uri: string, schemes: readonly string[]): URL {
  const shown = withoutCredentials(uri);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(uri)) throw new UriError(`{{unable_to_parse_uri,no_scheme},${erlangString(uri)}}`);
  const scheme = uri.slice(0, uri.indexOf(':')).toLowerCase();
  if (!schemes.includes(scheme)) {
    throw new UriError(`{{unexpected_uri_scheme,"${scheme}"},${erlangString(shown)}}`);
  }
  try {
    return new URL(uri);
  } catch {
    throw new UriError(`{{unable_to_parse_uri,malformed_uri},${erlangString(shown)}}`);
  }
}

/** An AMQP URI (https://www.rabbitmq.com/docs/uri-spec, uri-query-parameters). Throws a UriError. */
export function parseAmqpUri(uri: string): AmqpAddress {
  const url = parse(uri, ['amqp', 'amqps']);
  const isTls = url.protocol === 'amqps:';
  const { searchParams: query } = url;
  for (const name of NUMBERS) assertNumber(uri, query, name);
  const number = (name: string, fallback: number): number => Number(query.get(name) ?? fallback);
  const hasLogin = url.username !== '' || url.password !== '';
  const verify = query.get('verify') ?? 'verify_peer';
  if (verify !== 'verify_peer' && verify !== 'verify_none') throw invalidParameter(uri, 'verify', verify);
  return {
    host: url.hostname === '' ? null : url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isTls ? 5671 : 5672) : Number(url.port),
    isTls,
    username: hasLogin ? decoded(url.username, uri) : 'guest',
    password: hasLogin ? decoded(url.password, uri) : 'guest',
    vhost: vhostOf(url, uri),
    heartbeatSeconds: number('heartbeat', DEFAULT_HEARTBEAT_SECONDS),
    connectTimeoutMs: number('connection_timeout', DEFAULT_CONNECT_TIMEOUT_MS),
    channelMax: number('channel_max', 0),
    tls: {
      caFile: query.get('cacertfile'),
      certFile: query.get('certfile'),
      keyFile: query.get('keyfile'),
      verify: verify === 'verify_peer',
      serverName: query.get('server_name_indication'),
    },
  };
}

/** An address that messages are posted to. Throws a UriError. */
export function parseWebhookUri(uri: string): URL {
  const url = parse(uri, ['http', 'https']);
  decoded(url.username, uri);
  decoded(url.password, uri);
  return url;
}

/** The URI as people may see it: without user, password and query, which may name files (RabbitMQ). */
export function shownUri(uri: string): string {
  return withoutCredentials(uri).replace(/\?.*$/s, '');
}

/** Everything up to the last at sign of the authority: a password may have one that is not encoded. */
export function withoutCredentials(uri: string): string {
  return uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}

function vhostOf({ pathname }: URL, uri: string): string {
  if (pathname === '') return '/';
  const path = pathname.slice(1);
  if (path.includes('/')) {
    throw new UriError(`{{unable_to_parse_uri,{invalid_vhost,"${path}"}},${erlangString(withoutCredentials(uri))}}`);
  }
  return decoded(path, uri);
}

function decoded(text: string, uri: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UriError(`{{unable_to_parse_uri,malformed_uri},${erlangString(withoutCredentials(uri))}}`);
  }
}

function assertNumber(uri: string, query: URLSearchParams, name: string): void {
  const value = query.get(name);
  if (value !== null && !/^\d{1,9}$/.test(value))
    throw invalidParameter(uri, name, value, `{not_an_integer,"${value}"}`);
}

function invalidParameter(uri: string, name: string, value: string, why = 'invalid_value'): UriError {
  const shown = erlangString(withoutCredentials(uri));
  return new UriError(`{{invalid_amqp_params_parameter,${name},"${value}",[{"${name}","${value}"}],${why}},${shown}}`);
}

/** RabbitMQ shows an empty string as the empty list that it is there. */
function erlangString(text: string): string {
  return text === '' ? '[]' : `"${text}"`;
}
