/** One broker of the two, by its management API. */
export interface Api {
  readonly name: string;
  readonly httpUrl: string;
  readonly amqpUrl: string;
}

const GUEST = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export async function ask({ httpUrl }: Api, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${httpUrl}/api/${path}`, {
    method,
    headers: { authorization: GUEST, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Throws unless it succeeds. */
export async function change(api: Api, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await ask(api, method, path, body);
  if (answer.status >= 300) throw new Error(`${api.name}: ${method} ${path}: ${answer.status} ${answer.text}`);
  return answer;
}

export async function getJson(api: Api, path: string): Promise<unknown> {
  return JSON.parse((await change(api, 'GET', path)).text);
}
