import type { IncomingMessage } from 'node:http';

/** How many times the limit is read and thrown away, so that the client can finish sending and see the refusal. */
const DISCARD_FACTOR = 8;

/** The whole body, or null when it is larger than the limit. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  // What is announced as far too large is not waited for.
  if (Number(request.headers['content-length']) > limitBytes * DISCARD_FACTOR) return null;
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else chunks = [];
    if (size > limitBytes * DISCARD_FACTOR) break;
  }
  return size > limitBytes ? null : Buffer.concat(chunks);
}
