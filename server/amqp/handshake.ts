import type { LoginOutcome } from '@/server/broker/access';
import { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE, type FieldTable, type FieldValue, stringOf } from '@/server/broker/field-table';
import { Session } from '@/server/broker/session';
import type { User } from '@/server/broker/user';
import type { AmqpConnection } from './amqp-connection';
import { readPairs } from './field-table-codec';
import { FRAME_MIN_BYTES } from './frame';
import type { Method } from './method-codec';
import { Reader } from './reader';
import type { MethodArgs } from './spec';

/** Without `authentication_failure_close` a failed login is answered by silence, and late: RabbitMQ's guard against guessing. */
const SILENT_CLOSE_DELAY_MS = 3000;
const CAPABILITIES = [
  'publisher_confirms',
  'exchange_exchange_bindings',
  'basic.nack',
  'consumer_cancel_notify',
  'connection.blocked',
  'consumer_priorities',
  'authentication_failure_close',
  'per_consumer_qos',
];

type Step = 'start-ok' | 'tune-ok' | 'open' | 'refused';

/** Negotiates a connection (spec section 2.2.4): start, tune, open. */
export class Handshake {
  readonly #connection: AmqpConnection;
  #step: Step = 'start-ok';
  #user: User | null = null;
  #mechanism = '';
  #clientProperties: FieldTable = EMPTY_TABLE;
  #heartbeatSeconds = 0;

  constructor(connection: AmqpConnection) {
    this.#connection = connection;
  }

  start(): void {
    const { broker, options } = this.#connection.host;
    const yes: FieldValue = { type: 'bool', value: true };
    const text = (value: string): FieldValue => ({ type: 'longstr', value });
    this.#connection.frameMaxBytes = options.frameMaxBytes;
    this.#connection.send(0, 'connection.start', {
      versionMajor: 0,
      versionMinor: 9,
      serverProperties: new Map<string, FieldValue>([
        ['capabilities', { type: 'table', value: new Map(CAPABILITIES.map((name) => [name, yes])) }],
        ['cluster_name', text(broker.parameters.clusterName ?? options.clusterName)],
        ['product', text(options.product)],
        ['version', text(options.version)],
        ['platform', text(`Node.js ${process.versions.node}`)],
        ['copyright', text('The Warren authors')],
        ['information', text('Licensed under the Apache License 2.0')],
      ]),
      mechanisms: this.#mechanisms().join(' '),
      locales: 'en_US',
    });
  }

  /** What is offered depends on the client: only one with a certificate may be known by it (RabbitMQ). */
  #mechanisms(): readonly string[] {
    const { host, peer } = this.#connection;
    const offered = ['PLAIN', 'AMQPLAIN'];
    if (peer.tls?.certificate) offered.push('EXTERNAL');
    if (host.options.anonymousUser !== '') offered.push('ANONYMOUS');
    return offered;
  }

  on(method: Method): void {
    if (this.#step === 'refused') return;
    if (method.name === 'connection.start-ok' && this.#step === 'start-ok') this.#startOk(method.args);
    else if (method.name === 'connection.tune-ok' && this.#step === 'tune-ok') this.#tuneOk(method.args);
    else if (method.name === 'connection.open' && this.#step === 'open') this.#open(method.args);
    else throw new BrokerError('command-invalid', `unexpected method ${method.name} during the handshake`);
  }

  #startOk(args: MethodArgs<'connection.start-ok'>): void {
    const { host } = this.#connection;
    this.#clientProperties = args.clientProperties;
    this.#connection.capabilities = trueKeys(args.clientProperties.get('capabilities'));
    this.#mechanism = args.mechanism;
    if (!this.#mechanisms().includes(args.mechanism)) {
      throw new BrokerError('command-invalid', `unknown authentication mechanism '${args.mechanism}'`);
    }
    const { name, outcome } = this.#signIn(args.mechanism, args.response);
    if (outcome.kind !== 'accepted') {
      host.options.log('warn', `${this.#connection.label}, user '${name}': ${refusalOf(outcome)}`);
      this.#refuse(args.mechanism);
      return;
    }
    this.#user = outcome.user;
    this.#step = 'tune-ok';
    const { channelMax, frameMaxBytes, heartbeatSeconds } = host.options;
    this.#connection.send(0, 'connection.tune', { channelMax, frameMax: frameMaxBytes, heartbeat: heartbeatSeconds });
  }

  #signIn(mechanism: string, response: Uint8Array): { readonly name: string; readonly outcome: LoginOutcome } {
    const { host, peer } = this.#connection;
    const { access } = host.broker;
    const { anonymousUser, tlsUser } = host.options;
    const origin = { address: peer.address, protocol: 'amqp091' } as const;
    if (mechanism === 'PLAIN' || mechanism === 'AMQPLAIN') {
      const login = mechanism === 'PLAIN' ? readPlain(response) : readAmqplain(response);
      const outcome = access.signIn(login ?? { name: '', password: '' }, origin);
      return { name: login?.name ?? '', outcome };
    }
    const certificate = peer.tls?.certificate;
    const known = tlsUser === 'common_name' ? certificate?.commonName : certificate?.subject;
    const name = mechanism === 'ANONYMOUS' ? anonymousUser : (known ?? '');
    return { name, outcome: access.signInWithoutPassword(name, origin) };
  }

  #refuse(mechanism: string): void {
    this.#step = 'refused';
    if (!this.#connection.capabilities.has('authentication_failure_close')) {
      setTimeout(() => this.#connection.destroy(), SILENT_CLOSE_DELAY_MS);
      return;
    }
    throw new BrokerError(
      'access-refused',
      `Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`,
    );
  }

  #tuneOk(args: MethodArgs<'connection.tune-ok'>): void {
    const { options } = this.#connection.host;
    assertNegotiable('frame_max', args.frameMax, FRAME_MIN_BYTES, options.frameMaxBytes);
    assertNegotiable('channel_max', args.channelMax, 1, options.channelMax);
    this.#connection.frameMaxBytes = args.frameMax;
    this.#connection.channelMax = args.channelMax;
    this.#heartbeatSeconds = args.heartbeat;
    this.#step = 'open';
  }

  #open(args: MethodArgs<'connection.open'>): void {
    const { host, peer } = this.#connection;
    const user = this.#user as User;
    const vhost = host.broker.access.checkVHost(user, args.virtualHost);
    const info = {
      peerHost: peer.address,
      peerPort: peer.port,
      host: peer.localAddress,
      port: peer.localPort,
      protocol: peer.protocol ?? 'AMQP 0-9-1',
      tls: peer.tls ?? null,
      mechanism: this.#mechanism,
      channelMax: this.#connection.channelMax,
      frameMax: this.#connection.frameMaxBytes,
      heartbeatSeconds: this.#heartbeatSeconds,
      clientProperties: this.#clientProperties,
      connectedAt: host.broker.ports.clock.now(),
    };
    const connection = host.broker.openConnection(vhost, user, info, this.#connection);
    this.#connection.opened(connection, new Session(host.broker, vhost, user, connection));
    this.#connection.send(0, 'connection.open-ok', {});
    const given = stringOf(this.#clientProperties.get('connection_name'));
    const named = given === undefined ? '' : ` (${given})`;
    host.options.log('info', `${this.#connection.label}${named}: user '${user.name}' opened vhost '${vhost.name}'`);
  }
}

/** For the log alone: the client learns no more than that it was refused. */
function refusalOf(outcome: Exclude<LoginOutcome, { kind: 'accepted' }>): string {
  if (outcome.kind === 'not-local') return 'can only connect from this machine';
  if (outcome.kind === 'refused') return 'wrong user name or password, or no such user';
  return `too many wrong passwords; not looked at for ${outcome.seconds} seconds`;
}

/** RabbitMQ: 0 would mean no limit, which is above any limit of the server. */
function assertNegotiable(name: string, value: number, minimum: number, maximum: number): void {
  const refuse = (relation: string, bound: string, limit: number): never => {
    throw new BrokerError(
      'not-allowed',
      `failed to negotiate connection parameters: negotiated ${name} = ${value} is ${relation} than the ${bound} allowed ` +
        `value (${limit})`,
    );
  };
  if (value === 0 || value > maximum) refuse('higher', 'maximum', maximum);
  if (value < minimum) refuse('lower', 'minimum', minimum);
}

function trueKeys(field: FieldValue | undefined): ReadonlySet<string> {
  if (field?.type !== 'table') return new Set();
  return new Set([...field.value].filter(([, value]) => value.type === 'bool' && value.value).map(([key]) => key));
}

interface Login {
  readonly name: string;
  readonly password: string;
}

/** RFC 4616: authorization identity, NUL, user name, NUL, password. */
function readPlain(response: Uint8Array): Login | undefined {
  const [, name, password, ...rest] = Buffer.from(response).toString('utf8').split('\0');
  return name !== undefined && password !== undefined && rest.length === 0 ? { name, password } : undefined;
}

/** RabbitMQ's own mechanism: the pairs LOGIN and PASSWORD of a field table. */
function readAmqplain(response: Uint8Array): Login | undefined {
  const table = readPairs(new Reader(response));
  const name = stringOf(table.get('LOGIN'));
  const password = stringOf(table.get('PASSWORD'));
  return name !== undefined && password !== undefined ? { name, password } : undefined;
}
