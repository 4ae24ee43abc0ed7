import { strict as assert } from 'node:assert';
import type { TestBroker } from '../start-test-broker';
import { runCommand } from './run-command';

/** librabbitmq's command line tools against the broker: each check has a name and throws when it fails. */
export function amqpToolsChecks({
  url,
  broker,
}: TestBroker): readonly (readonly [name: string, check: () => Promise<void>])[] {
  const tool = async (name: string, args: readonly string[], input: string | Buffer = ''): Promise<Buffer> => {
    const { code, stdout, stderr } = await runCommand(`amqp-${name}`, ['-u', url, ...args], input);
    assert.equal(code, 0, `amqp-${name} ended with ${code}: ${stderr}`);
    return stdout;
  };
  const ready = (queue: string): number => broker.vhosts.get('/')?.queues.get(queue)?.readyCount ?? -1;

  return [
    [
      'declare, publish, get and delete',
      async () => {
        assert.equal((await tool('declare-queue', ['-q', 'tools'])).toString(), 'tools\n');
        await tool('publish', ['-r', 'tools', '-b', 'hello', '-C', 'text/plain', '-p']);
        assert.equal((await tool('get', ['-q', 'tools'])).toString(), 'hello');
        const { code } = await runCommand('amqp-get', ['-u', url, '-q', 'tools'], '');
        assert.equal(code, 2, 'amqp-get of an empty queue ends with 2');
        assert.equal((await tool('delete-queue', ['-q', 'tools'])).toString(), '0\n');
        assert.equal(ready('tools'), -1);
      },
    ],
    [
      '10,000 messages in, one by one out to a command',
      async () => {
        const [total, taken] = [10_000, 200];
        await tool('declare-queue', ['-q', 'tools']);
        const lines = Array.from({ length: total }, (_, i) => `message ${i}\n`);
        await tool('publish', ['-r', 'tools', '-l'], lines.join(''));
        assert.equal(ready('tools'), total);
        const got = await tool('consume', ['-q', 'tools', '-c', String(taken), '-p', '10', 'cat']);
        assert.equal(got.toString(), lines.slice(0, taken).join(''));
        assert.equal((await tool('delete-queue', ['-q', 'tools'])).toString(), `${total - taken}\n`);
      },
    ],
    [
      'bodies of 0, 1, frame-max and 10 MiB',
      async () => {
        await tool('declare-queue', ['-q', 'tools']);
        for (const size of [0, 1, 131072 - 8, 131072, 10 * 1024 * 1024]) {
          const body = Buffer.alloc(size, 'Warren');
          await tool('publish', ['-r', 'tools'], body);
          assert.ok((await tool('get', ['-q', 'tools'])).equals(body), `a body of ${size} bytes came back changed`);
        }
        await tool('delete-queue', ['-q', 'tools']);
      },
    ],
    [
      'errors in words',
      async () => {
        const failing = async (name: string, args: readonly string[]): Promise<string> => {
          const { code, stderr } = await runCommand(name, args, '');
          assert.notEqual(code, 0, `${name} should have failed`);
          return stderr;
        };
        const missing = await failing('amqp-consume', ['-u', url, '-q', 'missing', 'cat']);
        assert.match(missing, /NOT_FOUND - no queue 'missing' in vhost '\/'/);
        const reserved = await failing('amqp-declare-queue', ['-u', url, '-q', 'amq.mine']);
        assert.match(reserved, /ACCESS_REFUSED - queue name 'amq\.mine' contains reserved prefix/);
        const login = await failing('amqp-get', ['-u', url.replace('guest:guest', 'guest:wrong'), '-q', 'x']);
        assert.match(login, /ACCESS_REFUSED/);
      },
    ],
  ];
}
