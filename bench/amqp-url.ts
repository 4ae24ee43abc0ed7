export interface AmqpUrl {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
}

/** Reads `amqp://user:password@host:port/vhost`; what is missing is RabbitMQ's default. */
export function parseAmqpUrl(text: string): AmqpUrl {
  const url = new URL(text);
  if (url.protocol !== 'amqp:') throw new Error(`'${text}' is not an amqp:// URL`);
  return {
    host: url.hostname || 'localhost',
    port: Number(url.port || 5672),
    user: decodeURIComponent(url.username || 'guest'),
    password: decodeURIComponent(url.password || 'guest'),
    vhost: decodeURIComponent(url.pathname.slice(1)) || '/',
  };
}
