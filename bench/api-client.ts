import { Agent, get, type IncomingMessage } from 'node:http';

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

  /** Reads an answer, and keeps nothing of it but its length. */
  async count(path: string): Promise<number> {
    let bytes = 0;
    for await (const chunk of await this.ask(path)) bytes += (chunk as Buffer).length;
    return bytes;
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
