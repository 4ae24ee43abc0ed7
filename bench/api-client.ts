import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';

const AUTHORIZATION = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

/** Asks the management API over one connection that stays open. */
export class ApiClient {
  private readonly httpUrl: string;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(httpUrl: string) {
    this.httpUrl = httpUrl;
  }

  async get(path: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await this.ask(path)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  close(): void {
    this.agent.destroy();
  }

  private ask(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: AUTHORIZATION };
      get(this.httpUrl + path, { agent: this.agent, headers }, (response) => {
        if (response.statusCode === 200) resolve(response);
        else reject(new Error(`GET ${path} was answered with ${response.statusCode}`));
      }).on('error', reject);
    });
  }
}

const READ_BYTES = 1024 * 1024;

/**
 * Asks once, and keeps nothing of the answer but its length with its head. It looks at nothing, so that the time is not that
 * of the one who asks.
 */
export function countBytes(httpUrl: string, path: string): Promise<number> {
  const { hostname, port } = new URL(httpUrl);
  let bytes = 0;
  let status = '';
  return new Promise((resolve, reject) => {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    const callback = (count: number): boolean => {
      if (bytes === 0) status = buffer.toString('latin1', 9, 12);
      bytes += count;
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), onread: { buffer, callback } });
    socket.on('error', reject);
    socket.on('close', () => {
      if (status === '200') resolve(bytes);
      else reject(new Error(`GET ${path} was answered with ${status || 'nothing'}`));
    });
    const head = ['Host: localhost', `Authorization: ${AUTHORIZATION}`, 'Connection: close'];
    socket.write(`GET ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
  });
}
