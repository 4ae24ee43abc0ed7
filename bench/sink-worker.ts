import { createServer, type Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';
import {
  FRAME_BODY,
  FRAME_HEADER,
  FRAME_MAX,
  FRAME_OVERHEAD,
  field,
  frame,
  longString,
  METHOD,
  methodFrame,
  octet,
  shortString,
  table,
  uint16,
  uint32,
  uint64,
} from './amqp-frames';

// The cheapest thing that a load generator can be pointed at: it answers the handshake, then counts published bytes
// without looking at them and repeats one delivery for ever. What it measures is the generator, not a broker.

const DELIVERY_BYTES = 64 * 1024;
const WRITES_PER_TURN = 4;
/** With so much read, the heads of the first message's three frames are there. */
const FIRST_MESSAGE_BYTES = 1024;

const nothing = Buffer.alloc(0);
const properties = table(
  field('product', 'S', longString('sink')),
  field('version', 'S', longString('that looks at nothing')),
);
const start = [octet(0), octet(9), properties, longString('PLAIN'), longString('en_US')];

/** What follows each method that the bench sends; a method that is missing here gets no answer. */
const replies = new Map<number, Buffer>([
  [METHOD.connectionStartOk, methodFrame(0, METHOD.connectionTune, uint16(2047), uint32(FRAME_MAX), uint16(0))],
  [METHOD.connectionOpen, methodFrame(0, METHOD.connectionOpenOk, octet(0))],
  [METHOD.channelOpen, methodFrame(1, METHOD.channelOpenOk, uint32(0))],
  [METHOD.confirmSelect, methodFrame(1, METHOD.confirmSelectOk)],
  [METHOD.basicConsume, methodFrame(1, METHOD.basicConsumeOk, shortString('sink'))],
  [METHOD.connectionClose, methodFrame(0, METHOD.connectionCloseOk)],
  [METHOD.queueDeclare, methodFrame(1, METHOD.queueDeclareOk, shortString('q'), uint32(0), uint32(0))],
  [METHOD.queueDelete, methodFrame(1, METHOD.queueDeleteOk, uint32(0))],
]);

function deliveries(): Buffer {
  const delivery = Buffer.concat([
    methodFrame(1, METHOD.basicDeliver, shortString('sink'), uint64(1), octet(0), shortString(''), shortString('q')),
    frame(FRAME_HEADER, 1, Buffer.concat([uint16(60), uint16(0), uint64(16), uint16(0)])),
    frame(FRAME_BODY, 1, Buffer.alloc(16)),
  ]);
  return Buffer.concat(new Array<Buffer>(Math.floor(DELIVERY_BYTES / delivery.length)).fill(delivery));
}

function deliverForEver(socket: Socket): void {
  const batch = deliveries();
  const pump = (): void => {
    for (let i = 0; i < WRITES_PER_TURN; i++) {
      if (socket.destroyed || !socket.write(batch)) return;
    }
    setImmediate(pump);
  };
  socket.on('drain', pump);
  pump();
}

function serve(socket: Socket): void {
  let tail = nothing;
  let hasConfirms = false;
  socket.on('error', () => socket.destroy());

  function answerMethods(chunk: Buffer): void {
    tail = Buffer.concat([tail, chunk]);
    if (tail.subarray(0, 4).toString() === 'AMQP') {
      socket.write(methodFrame(0, METHOD.connectionStart, ...start));
      tail = tail.subarray(8);
    }
    while (tail.length >= FRAME_OVERHEAD) {
      const next = tail.readUInt32BE(3) + FRAME_OVERHEAD;
      const method = tail.readUInt32BE(7);
      if (tail.length < next) return;
      if (method === METHOD.basicPublish) {
        if (tail.length > FIRST_MESSAGE_BYTES) countPublishes();
        return;
      }
      if (method === METHOD.confirmSelect) hasConfirms = true;
      socket.write(replies.get(method) ?? nothing);
      if (method === METHOD.basicConsume) deliverForEver(socket);
      tail = tail.subarray(next);
    }
  }

  /** All messages of a connection are as long as the first, so their number is a division. */
  function countPublishes(): void {
    let messageBytes = 0;
    for (let i = 0; i < 3; i++) messageBytes += tail.readUInt32BE(messageBytes + 3) + FRAME_OVERHEAD;
    let total = 0;
    const count = (bytes: number): void => {
      total += bytes;
      const tag = Math.floor(total / messageBytes);
      if (hasConfirms) socket.write(methodFrame(1, METHOD.basicAck, uint64(tag), octet(1)));
    };
    socket.off('data', answerMethods);
    socket.on('data', (chunk: Buffer) => count(chunk.length));
    count(tail.length);
  }

  socket.on('data', answerMethods);
}

const options = { noDelay: true, highWaterMark: 256 * 1024 };
const server = createServer(options, serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' && address ? address.port : 0);
});
