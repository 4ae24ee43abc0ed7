export interface HealthCheck {
  readonly path: string;
  readonly title: string;
  readonly good: string;
  /** What to do when it fails. */
  readonly remedy: string;
}

export const healthChecks: readonly HealthCheck[] = [
  {
    path: 'local-alarms',
    title: 'No alarm is in effect',
    good: 'Publishers are let through.',
    remedy: 'Publishers wait until it is over. Let consumers catch up, or give the broker more memory or disk.',
  },
  {
    path: 'ready-to-serve-clients',
    title: 'Clients can connect',
    good: 'The broker listens for AMQP.',
    remedy: 'Look at the log of the broker for the address that it could not listen on.',
  },
  {
    path: 'virtual-hosts',
    title: 'All virtual hosts run',
    good: 'Each of them answers.',
    remedy: 'Restart the broker and look at its log.',
  },
  {
    path: 'certificate-expiration/30/days',
    title: 'No certificate expires within 30 days',
    good: 'TLS listeners, if any, have time.',
    remedy: 'Renew the certificate and restart the broker with it.',
  },
  {
    path: 'metadata-store/initialized',
    title: 'The definitions are loaded',
    good: 'Queues, exchanges and users are known.',
    remedy: 'Wait until the broker has started, or look at its log.',
  },
];
