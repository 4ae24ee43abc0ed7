import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { propertiesCodec } from './amqp/properties-codec';
import { Broker } from './broker/broker';
import type { Message } from './broker/message';
import type { Queue } from './broker/queue';
import { StreamQueue } from './broker/stream-queue';
import type { DataCommand } from './config';
import { definitionsOfBroker } from './management/definitions/export';
import { propertiesFromJson, propertiesToJson } from './management/json-properties';
import { addressOf } from './management/publish-message';
import { nodeFileSystem } from './store/file-system';
import { FolderLock } from './store/folder-lock';
import { hasStore } from './store/format-file';
import { repairLog } from './store/repair';
import { Store } from './store/store';
import { passwordHasher } from './thread/password-hasher';
import { VERSION } from './version';

const RABBITMQ_VERSION = '4.1.0';
const IMPORT_TURN = 1000;
/** Messages of a stream that are read at a time. */
const SLICE = 256;

/** A message as `export --messages` writes it and `import` reads it. */
interface MessageLine {
  readonly vhost: string;
  readonly queue?: string;
  /** Instead of the queue: the exchange in which it waits, and when it came there, in milliseconds since the epoch. */
  readonly delayed_in?: string;
  readonly arrived_at?: number;
  readonly exchange: string;
  readonly routing_key: string;
  readonly properties: unknown;
  /** The body, base64. */
  readonly payload: string;
}

/** Runs one of the commands for data folders; returns the exit code. Rejects with one line that says what is wrong. */
export async function runDataCommand(command: DataCommand): Promise<number> {
  if (!existsSync(command.dataDir)) throw new Error(`there is no folder ${command.dataDir}`);
  if (command.kind === 'check' && command.isRepair) await repair(command.dataDir);
  const broker = new Broker(
    {
      // Nothing falls due while a folder is looked at: what would expire is still there.
      clock: { now: command.kind === 'import' ? Date.now : () => 0 },
      timer: { start: () => () => {} },
      passwords: passwordHasher,
      codec: propertiesCodec,
      random: Math.random,
      randomName: () => '',
    },
    { memoryLimitBytes: Number.MAX_SAFE_INTEGER, pageAboveBytes: 0, loopbackUsers: [] },
  );
  const store = await Store.open(broker, {
    dataDir: command.dataDir,
    isReadOnly: command.kind !== 'import',
    log: (_level, text) => process.stderr.write(`${text}\n`),
    listener: { synced() {}, failed() {}, definitionsSafe() {}, definitionsFailed() {}, endTurn() {} },
  });
  try {
    if (command.kind === 'import') await importMessages(broker, store, command.file);
    else if (command.kind === 'check') await check(broker, store);
    else if (command.withMessages) await exportMessages(broker);
    else await exportDefinitions(broker);
    return 0;
  } finally {
    await store.close();
  }
}

/** Makes the log readable, and says what is lost. */
async function repair(dataDir: string): Promise<void> {
  if (!hasStore(dataDir)) throw new Error(`${dataDir} is no data folder of Warren`);
  const lock = new FolderLock(join(dataDir, 'lock'));
  try {
    const damages = await repairLog({ folder: join(dataDir, 'log'), keepIn: dataDir, files: nodeFileSystem });
    for (const { segment, at, bytes, keptIn } of damages) {
      const where = keptIn === null ? 'nothing stood there' : `what stood there is in ${keptIn}`;
      await write(`${bytes} bytes at byte ${at} of ${segment} cannot be read: ${where}.\n`);
    }
    const lost = 'Messages that were stored there are lost; messages that were acknowledged there may come again.';
    await write(damages.length === 0 ? 'There is nothing to repair.\n' : `${lost}\n`);
  } finally {
    lock.release();
  }
}

const allQueues = (broker: Broker): Queue[] =>
  [...broker.vhosts.values()].flatMap(({ queues }) => [...queues.values()]);

/** To have opened the store is to have read every batch of the log; now every message is read as well. */
async function check(broker: Broker, store: Store): Promise<void> {
  let messages = 0;
  for (const queue of allQueues(broker)) messages += await readAll(queue, async () => {});
  messages += delayedLines(broker).length;
  const { totalBytes, liveBytes, segments } = store.log;
  const queues = allQueues(broker).length;
  await write(
    `The data folder is whole: ${broker.vhosts.size} vhosts, ${broker.access.users.size} users, ${queues} queues, ` +
      `${messages} messages; ${segments.length} segments with ${totalBytes} bytes, of which ${liveBytes} are needed.\n`,
  );
  if (store.tornBytes > 0) {
    await write(`${store.tornBytes} bytes behind the end were never confirmed; the next start drops them.\n`);
  }
}

async function exportDefinitions(broker: Broker): Promise<void> {
  const { head, lists } = definitionsOfBroker(broker, {
    version: VERSION,
    rabbitmqVersion: RABBITMQ_VERSION,
    product: 'Warren',
    nodeName: '',
    clusterName: '',
    listeners: () => [],
    memoryLimitBytes: 0,
    startedAt: 0,
    maxMessageBytes: 0,
  });
  const made = lists.map(([key, things]) => [key, things.map((make) => make())]);
  await write(`${JSON.stringify({ ...head, ...Object.fromEntries(made) }, null, 2)}\n`);
}

async function exportMessages(broker: Broker): Promise<void> {
  for (const queue of allQueues(broker)) await readAll(queue, write);
  for (const line of delayedLines(broker)) await write(line);
}

function delayedLines(broker: Broker): string[] {
  const lines: string[] = [];
  for (const vhost of broker.vhosts.values()) {
    for (const { name, delayed } of vhost.exchanges.values()) {
      delayed?.forEach((message, arrivedAt) => {
        lines.push(lineOf({ vhost: vhost.name, delayed_in: name, arrived_at: arrivedAt }, message));
      });
    }
  }
  return lines;
}

/** Hands over every message of a queue as a line, and forgets it in memory; returns their number. */
async function readAll(queue: Queue, line: (text: string) => Promise<void>): Promise<number> {
  let count = 0;
  if (queue instanceof StreamQueue) {
    let last = -1;
    for (let some = queue.readyAfter(last, SLICE); some.length > 0; some = queue.readyAfter(last, SLICE)) {
      for (const { message } of some) await line(lineOf(placeOf(queue), message));
      count += some.length;
      last = some.at(-1)?.order ?? last;
    }
    return count;
  }
  for (let taken = queue.take(true); taken; taken = queue.take(true)) {
    const { message } = taken;
    await line(lineOf(placeOf(queue), message));
    message.holders = 0;
    queue.host.memory.free(message);
    count += 1;
  }
  return count;
}

type Place = Pick<MessageLine, 'vhost' | 'queue' | 'delayed_in' | 'arrived_at'>;

const placeOf = ({ vhost, name }: Queue): Place => ({ vhost, queue: name });

function lineOf(place: Place, message: Message): string {
  const json: MessageLine = {
    ...place,
    exchange: message.address.exchange,
    routing_key: message.address.routingKey,
    properties: propertiesToJson(propertiesCodec.decode(message.properties())),
    payload: Buffer.from(message.body()).toString('base64'),
  };
  return `${JSON.stringify(json)}\n`;
}

async function importMessages(broker: Broker, store: Store, file: string): Promise<void> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() === '') continue;
    importLine(broker, line, count + 1);
    count += 1;
    if (count % IMPORT_TURN !== 0) continue;
    broker.endTurn();
    await store.safe();
  }
  broker.endTurn();
  await store.safe();
  await write(`${count} messages imported.\n`);
}

function importLine(broker: Broker, line: string, number: number): void {
  let json: MessageLine;
  try {
    json = JSON.parse(line) as MessageLine;
  } catch {
    throw new Error(`line ${number} is no JSON; the lines before it were imported`);
  }
  const put = takerOf(broker, json);
  if (put === null) {
    const place = json.delayed_in === undefined ? `queue '${json.queue}'` : `exchange that delays '${json.delayed_in}'`;
    throw new Error(`line ${number}: there is no ${place} in vhost '${json.vhost}'; import definitions first`);
  }
  const encoded = propertiesCodec.encode(propertiesFromJson(json.properties));
  const body = Buffer.from(json.payload, 'base64');
  const message = broker.memory.allocate(addressOf(json.exchange, json.routing_key), encoded.length, body.length);
  message.slab.bytes.set(encoded, message.offset);
  message.slab.bytes.set(body, message.offset + encoded.length);
  put(message);
  if (message.holders === 0) broker.memory.free(message);
}

/** Where the message of a line goes; null when there is no such place. */
function takerOf(broker: Broker, line: MessageLine): ((message: Message) => void) | null {
  const vhost = broker.vhosts.get(line.vhost);
  if (line.delayed_in !== undefined) {
    const delayed = vhost?.exchanges.get(line.delayed_in)?.delayed;
    return delayed ? (message) => delayed.takeOver(message, line.arrived_at ?? Date.now()) : null;
  }
  const queue = vhost?.queue(line.queue ?? '');
  if (!queue) return null;
  return (message) => {
    // Whoever moves messages wants to keep them: a queue that is stored gets them stored.
    if (queue.isStored) broker.store?.append(message, [queue]);
    queue.enqueue(message);
  };
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}
