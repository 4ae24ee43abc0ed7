import { beforeEach, describe, expect, test } from 'vitest';
import { CoreClient } from '@/server/testing/core-client';
import { createTestBroker } from '@/server/testing/start-test-broker';
import type { Broker } from './broker';
import { BrokerError, type Reason } from './errors';
import { EMPTY_TABLE, type FieldValue } from './field-table';
import type { Permission } from './user';

let broker: Broker;
let guest: CoreClient;

beforeEach(() => {
  broker = createTestBroker();
  guest = new CoreClient(broker);
});

const plain = { durable: false, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE };
const direct = { type: 'direct', durable: false, autoDelete: false, internal: false, arguments: EMPTY_TABLE };
const text = (value: string): FieldValue => ({ type: 'longstr', value });

/** A client whose user has these permissions in the vhost `/`. */
function clientWith(permission: Partial<Permission>): CoreClient {
  const user = broker.access.addUser('ann', 'secret', []);
  broker.access.setPermission(user, '/', { configure: '', write: '', read: '', ...permission });
  return new CoreClient(broker, 'ann');
}

function refusal(operation: () => unknown): { readonly reason: Reason; readonly text: string } | null {
  try {
    operation();
    return null;
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    return { reason: error.reason, text: error.message };
  }
}

interface Operation {
  readonly what: string;
  readonly run: (client: CoreClient) => unknown;
  /** What the user must be allowed, in the order in which it is asked. */
  readonly needs: readonly (readonly [keyof Permission, kind: 'queue' | 'exchange', name: string])[];
}

const operations: readonly Operation[] = [
  {
    what: 'declare a queue',
    run: ({ session }) => session.declareQueue('new', plain),
    needs: [['configure', 'queue', 'new']],
  },
  {
    what: 'declare a queue that dead-letters',
    run: ({ session }) =>
      session.declareQueue('new', { ...plain, arguments: new Map([['x-dead-letter-exchange', text('x')]]) }),
    needs: [
      ['configure', 'queue', 'new'],
      ['read', 'queue', 'new'],
      ['write', 'exchange', 'x'],
    ],
  },
  {
    what: 'declare a queue that is there',
    run: ({ session }) => session.declareQueue('q', plain),
    needs: [['configure', 'queue', 'q']],
  },
  { what: 'look for a queue', run: ({ session }) => session.findQueue('q'), needs: [] },
  {
    what: 'delete a queue',
    run: ({ session }) => session.deleteQueue('q', { ifUnused: false, ifEmpty: false }),
    needs: [['configure', 'queue', 'q']],
  },
  { what: 'purge a queue', run: ({ session }) => session.purgeQueue('q'), needs: [['read', 'queue', 'q']] },
  { what: 'get', run: ({ session }) => session.get('q', true, null), needs: [['read', 'queue', 'q']] },
  { what: 'consume', run: (client) => client.consume(client.openChannel(), 'q', 'c'), needs: [['read', 'queue', 'q']] },
  { what: 'publish', run: (client) => client.publish('x', 'k', ''), needs: [['write', 'exchange', 'x']] },
  {
    what: 'publish to the default exchange',
    run: (client) => client.publish('', 'q', ''),
    needs: [['write', 'exchange', 'amq.default']],
  },
  {
    what: 'declare an exchange',
    run: ({ session }) => session.declareExchange('y', direct),
    needs: [['configure', 'exchange', 'y']],
  },
  {
    what: 'declare an exchange with an alternate one',
    run: ({ session }) =>
      session.declareExchange('y', { ...direct, arguments: new Map([['alternate-exchange', text('x')]]) }),
    needs: [
      ['configure', 'exchange', 'y'],
      ['read', 'exchange', 'y'],
      ['write', 'exchange', 'x'],
    ],
  },
  {
    what: 'declare an exchange that is there',
    run: ({ session }) => session.declareExchange('x', direct),
    needs: [['configure', 'exchange', 'x']],
  },
  { what: 'look for an exchange', run: ({ session }) => session.findExchange('x'), needs: [] },
  {
    what: 'delete an exchange',
    run: ({ session }) => session.deleteExchange('x', false),
    needs: [['configure', 'exchange', 'x']],
  },
  {
    what: 'bind a queue',
    run: ({ session }) => session.bindQueue('q', 'x', 'k', EMPTY_TABLE),
    needs: [
      ['write', 'queue', 'q'],
      ['read', 'exchange', 'x'],
    ],
  },
  {
    what: 'unbind a queue',
    run: ({ session }) => session.unbindQueue('q', 'x', 'k', EMPTY_TABLE),
    needs: [
      ['write', 'queue', 'q'],
      ['read', 'exchange', 'x'],
    ],
  },
  {
    what: 'bind an exchange',
    run: ({ session }) => session.bindExchange('z', 'x', 'k', EMPTY_TABLE),
    needs: [
      ['write', 'exchange', 'z'],
      ['read', 'exchange', 'x'],
    ],
  },
  {
    what: 'unbind an exchange',
    run: ({ session }) => session.unbindExchange('z', 'x', 'k', EMPTY_TABLE),
    needs: [
      ['write', 'exchange', 'z'],
      ['read', 'exchange', 'x'],
    ],
  },
];

const RIGHTS = ['configure', 'write', 'read'] as const;

/** All subsets of the three rights. */
const SUBSETS = Array.from({ length: 8 }, (_, bits) => RIGHTS.filter((_right, place) => (bits & (1 << place)) !== 0));

describe('a session', () => {
  beforeEach(() => {
    guest.queue('q');
    for (const name of ['x', 'z']) guest.session.declareExchange(name, direct);
  });

  describe.each(operations)('to $what', ({ run, needs }) => {
    test.each(SUBSETS.map((rights) => ({ rights })))('may or may not with $rights on everything', ({ rights }) => {
      const client = clientWith(Object.fromEntries(rights.map((right) => [right, '.*'])));
      const isAllowed = needs.every(([operation]) => rights.includes(operation));
      expect(refusal(() => run(client))?.reason).toBe(isAllowed ? undefined : 'access-refused');
    });

    const pattern = (names: readonly string[]): string => (names.length === 0 ? '' : `^(${names.join('|')})$`);

    function permissionFor(granted: Operation['needs']): Permission {
      const names = (operation: keyof Permission) =>
        granted.filter(([each]) => each === operation).map(([, , name]) => name);
      return { configure: pattern(names('configure')), write: pattern(names('write')), read: pattern(names('read')) };
    }

    test(`needs ${needs.map(([operation, kind]) => `${operation} on the ${kind}`).join(' and ') || 'nothing'}`, () => {
      expect(refusal(() => run(clientWith(permissionFor(needs))))).toBeNull();
    });

    test.each(needs.map((need, index) => ({ need, others: needs.filter((_, other) => other !== index) })))(
      'is refused without $need.0 on the $need.1 $need.2',
      ({ need: [operation, kind, name], others }) => {
        expect(refusal(() => run(clientWith(permissionFor(others))))).toEqual({
          reason: 'access-refused',
          text: `${operation} access to ${kind} '${name}' in vhost '/' refused for user 'ann'`,
        });
      },
    );
  });

  test('strips line ends from names, as RabbitMQ does', () => {
    expect(guest.session.declareQueue('a\r\nb', plain).queue.name).toBe('ab');
    expect(guest.session.declareExchange('a\nb', direct).name).toBe('ab');
  });

  test('generates a name for a queue whose name is empty, also after its line ends are gone', () => {
    for (const name of ['', '\r\n']) {
      expect(guest.session.declareQueue(name, plain).queue.name).toMatch(/^amq\.gen-[\w-]{22}$/);
    }
  });

  test('sees at once that a permission has changed, although routes are remembered', () => {
    const ann = clientWith({ write: '.*' });
    const channel = ann.openChannel();
    expect(ann.publish('', 'q', '', channel)).toBe(1);
    const version = ann.vhost.topologyVersion;
    broker.access.setPermission(ann.session.user, '/', { configure: '', write: '', read: '' });
    expect(ann.vhost.topologyVersion).toBeGreaterThan(version);
    expect(refusal(() => ann.publish('', 'q', '', channel))?.reason).toBe('access-refused');
  });

  test('of the management API has no right to an exclusive queue', () => {
    guest.session.declareQueue('mine', { ...plain, exclusive: true });
    const other = new CoreClient(broker);
    expect(refusal(() => other.session.purgeQueue('mine'))?.reason).toBe('resource-locked');
    expect(guest.session.purgeQueue('mine')).toBe(0);
  });
});
