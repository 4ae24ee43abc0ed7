import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { runCommand } from '../clients/run-command';
import { type Api, getJson } from './api';

const VHOST = 'admin';

interface Step {
  readonly args: readonly string[];
  /** What the output has to contain. */
  readonly says: string | RegExp;
}

/** RabbitMQ's own script, as that RabbitMQ serves it, runs each of its subcommands against Warren; returns how many failed. */
export async function runRabbitmqadmin(theirs: Api, ours: Api, say: (line: string) => void): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'warren-rabbitmqadmin-'));
  try {
    const script = join(folder, 'rabbitmqadmin');
    const response = await fetch(`${theirs.httpUrl}/cli/rabbitmqadmin`);
    if (!response.ok) throw new Error(`RabbitMQ does not serve its rabbitmqadmin: ${response.status}`);
    writeFileSync(script, await response.text());
    return await new Runner(script, ours, say).run(join(folder, 'definitions.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Runner {
  readonly #script: string;
  readonly #api: Api;
  readonly #say: (line: string) => void;
  readonly #done = new Set<string>();
  #failures = 0;

  constructor(script: string, api: Api, say: (line: string) => void) {
    this.#script = script;
    this.#api = api;
    this.#say = say;
  }

  async run(file: string): Promise<number> {
    const offered = await this.#subcommands();
    for (const step of STEPS) await this.#step(step);
    await this.#closeConnection();
    await this.#step({ args: ['export', file], says: 'Exported definitions' });
    const { queues } = JSON.parse(readFileSync(file, 'utf8')) as { queues: { name: string; vhost: string }[] };
    this.#check(
      'the exported file has the queue',
      queues.some(({ name, vhost }) => name === 'q' && vhost === VHOST),
    );
    await this.#step({ args: [`--vhost=${VHOST}`, 'delete', 'queue', 'name=q'], says: 'queue deleted' });
    await this.#step({ args: ['import', file], says: 'Uploaded definitions' });
    const found = (await getJson(this.#api, `queues/${VHOST}`)) as { name: string }[];
    this.#check(
      'the import brings the queue back',
      found.some(({ name }) => name === 'q'),
    );
    for (const step of DELETIONS) await this.#step(step);
    const left = offered.filter((subcommand) => !this.#done.has(subcommand));
    this.#check(`every subcommand was run${left.length === 0 ? '' : `, but ${left.join(', ')}`}`, left.length === 0);
    return this.#failures;
  }

  /** As the script itself lists them. */
  async #subcommands(): Promise<string[]> {
    const { stdout } = await this.#call(['help', 'subcommands']);
    const lines = stdout.split('\n').map((line) => /^ {2,}([a-z]+)(?: ([a-z_]+))?(?= |$)/.exec(line));
    const names = lines.flatMap((found) => (found ? [[found[1], found[2]]] : []));
    const verbs = ['list', 'show', 'declare', 'delete', 'close', 'purge'];
    const known = names.filter(([verb]) => verbs.includes(verb ?? '')).map((words) => words.join(' '));
    if (known.length < 30)
      throw new Error(`rabbitmqadmin names only ${known.length} subcommands: is its help read right?`);
    return [...known, 'export', 'import', 'publish', 'get'];
  }

  async #closeConnection(): Promise<void> {
    const connection = await connect(`${this.#api.amqpUrl}/${VHOST}`);
    connection.on('error', () => {});
    const closed = new Promise<void>((resolve) => connection.on('close', () => resolve()));
    const list = (await getJson(this.#api, 'connections')) as { name: string }[];
    await this.#step({ args: ['close', 'connection', `name=${list[0]?.name}`], says: 'connection closed' });
    await closed;
  }

  async #step({ args, says }: Step): Promise<void> {
    const { code, stdout, stderr } = await this.#call(args);
    const words = args.filter((word) => !word.startsWith('-'));
    this.#done.add(words[0] === 'get' || words[0] === 'publish' ? words[0] : words.slice(0, 2).join(' '));
    if (words[0] === 'export' || words[0] === 'import') this.#done.add(words[0]);
    const fits = typeof says === 'string' ? stdout.includes(says) : says.test(stdout);
    this.#check(`rabbitmqadmin ${args.join(' ')}`, code === 0 && fits, `${stdout}${stderr}`);
  }

  async #call(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const { hostname, port } = new URL(this.#api.httpUrl);
    const place = ['-H', hostname, '-P', port, '-u', 'guest', '-p', 'guest'];
    const { code, stdout, stderr } = await runCommand('python3', [this.#script, ...place, ...args], '');
    return { code, stdout: stdout.toString(), stderr };
  }

  #check(what: string, isGood: boolean, output = ''): void {
    this.#say(`${isGood ? 'ok  ' : 'FAIL'} ${what}`);
    if (isGood) return;
    this.#failures += 1;
    this.#say(output.replace(/^/gm, '       '));
  }
}

const inVHost = (line: string, says: string | RegExp): Step => ({
  args: [`--vhost=${VHOST}`, ...line.split(' ')],
  says,
});

const STEPS: readonly Step[] = [
  { args: ['declare', 'vhost', `name=${VHOST}`, 'tracing=false'], says: 'vhost declared' },
  { args: ['declare', 'user', 'name=bob', 'password=secret', 'tags=management'], says: 'user declared' },
  inVHost(`declare permission vhost=${VHOST} user=bob configure=.* write=.* read=.*`, 'permission declared'),
  inVHost(`declare permission vhost=${VHOST} user=guest configure=.* write=.* read=.*`, 'permission declared'),
  inVHost('declare exchange name=x type=topic', 'exchange declared'),
  inVHost('declare queue name=q durable=true arguments={"x-max-length":10}', 'queue declared'),
  inVHost('declare queue name=c queue_type=classic', 'queue declared'),
  inVHost('declare binding source=x destination=q routing_key=a.#', 'binding declared'),
  inVHost('declare policy name=p pattern=^q definition={"max-length":5} priority=3 apply-to=queues', 'policy declared'),
  inVHost(
    'declare operator_policy name=o pattern=^q definition={"message-ttl":60000} apply-to=queues',
    'operator_policy declared',
  ),
  inVHost('declare parameter component=vhost-limits name=limits value={"max-connections":50}', 'parameter declared'),
  inVHost(`declare vhost_limit vhost=${VHOST} name=max-queues value=20`, 'vhost_limit declared'),
  inVHost('publish exchange=x routing_key=a.b payload=hello properties={"delivery_mode":2}', 'Message published'),
  inVHost('publish exchange=x routing_key=none payload=hello', 'Message published but NOT routed'),
  inVHost('get queue=q ackmode=ack_requeue_true', /a\.b.*hello/),
  inVHost('get queue=q ackmode=ack_requeue_false', /a\.b.*hello/),
  inVHost('purge queue name=q', 'queue purged'),
  ...['users', 'vhosts', 'permissions', 'nodes', 'parameters', 'policies'].map((list) =>
    inVHost(`list ${list}`, '-+-'),
  ),
  ...['operator_policies', 'vhost_limits', 'exchanges', 'queues', 'bindings'].map((list) =>
    inVHost(`list ${list}`, '-+-'),
  ),
  ...['connections', 'channels', 'consumers'].map((list) => inVHost(`list ${list}`, 'No items')),
  inVHost('-f long -d 3 list queues', 'effective_policy_definition.max-length: 5'),
  inVHost('-f kvp list queues name messages', 'name="q" messages="0"'),
  inVHost('-f tsv -S name -R list queues name', /name\nq\nc/),
  inVHost('-f raw_json list exchanges', '"name":"x"'),
  { args: ['show', 'overview'], says: 'rabbitmq_version' },
];

const DELETIONS: readonly Step[] = [
  inVHost('delete binding source=x destination_type=queue destination=q properties_key=a.%23', 'binding deleted'),
  inVHost('delete policy name=p', 'policy deleted'),
  inVHost('delete operator_policy name=o', 'operator_policy deleted'),
  inVHost('delete parameter component=vhost-limits name=limits', 'parameter deleted'),
  inVHost(`declare vhost_limit vhost=${VHOST} name=max-queues value=20`, 'vhost_limit declared'),
  inVHost(`delete vhost_limit vhost=${VHOST} name=max-queues`, 'vhost_limit deleted'),
  inVHost('delete queue name=q', 'queue deleted'),
  inVHost('delete exchange name=x', 'exchange deleted'),
  inVHost(`delete permission vhost=${VHOST} user=bob`, 'permission deleted'),
  { args: ['delete', 'user', 'name=bob'], says: 'user deleted' },
  { args: ['delete', 'vhost', `name=${VHOST}`], says: 'vhost deleted' },
];
