export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** Undefined when the body is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read JSON of many shapes and state what they expect.
  readonly json: any;
}

/** The management API of a running broker, as a user whose password is the name. */
export class HttpApi {
  readonly #url: string;
  readonly #authorization: string;

  constructor(url: string, user = 'guest') {
    this.#url = url;
    this.#authorization = `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`;
  }

  /** The path is given without `/api/`. */
  get(path: string): Promise<HttpAnswer> {
    return this.#ask('GET', path);
  }

  put(path: string, body?: unknown): Promise<HttpAnswer> {
    return this.#ask('PUT', path, body);
  }

  delete(path: string): Promise<HttpAnswer> {
    return this.#ask('DELETE', path);
  }

  async #ask(method: string, path: string, body?: unknown): Promise<HttpAnswer> {
    const response = await fetch(`${this.#url}/api/${path}`, {
      method,
      headers: { authorization: this.#authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text.startsWith('{') || text.startsWith('[');
    return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined };
  }
}
