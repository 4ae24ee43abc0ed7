export interface UriParts {
  readonly vhost: string;
  readonly user: string;
  readonly listeners: readonly { readonly protocol: string; readonly port: number }[];
}

/** The address for a client beside this browser, without the password: that goes after the user. */
export function amqpUri({ vhost, user, listeners }: UriParts): string {
  const port = listeners.find(({ protocol }) => protocol === 'amqp')?.port ?? 5672;
  const host = typeof window === 'undefined' ? 'localhost' : window.location.hostname;
  const path = vhost === '/' ? '' : `/${encodeURIComponent(vhost)}`;
  return `amqp://${encodeURIComponent(user)}@${host}:${port}${path}`;
}
