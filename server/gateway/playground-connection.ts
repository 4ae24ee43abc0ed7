import { type ChannelModel, connect } from 'amqplib';

export interface PlaygroundLogin {
  readonly amqpUrl: string;
  readonly vhost: string;
  readonly username: string;
  readonly password: string;
  readonly connectionName: string;
  /** The playground client's id: the stage recognises the connection by it. */
  readonly playgroundId: string;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens a real AMQP connection in a person's name. */
export function openPlaygroundConnection(login: PlaygroundLogin): Promise<ChannelModel> {
  const url = new URL(login.amqpUrl);
  return connect(
    {
      protocol: 'amqp',
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port),
      username: login.username,
      password: login.password,
      // amqplib decodes it as a part of a URL.
      vhost: encodeURIComponent(login.vhost),
    },
    {
      noDelay: true,
      timeout: CONNECT_TIMEOUT_MS,
      clientProperties: {
        product: 'Warren playground',
        connection_name: login.connectionName,
        warren_playground: login.playgroundId,
      },
    },
  );
}

/** The broker's own words out of an error of amqplib. */
export function brokerWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /with message "(.*)"/s.exec(text)?.[1] ?? text;
}
