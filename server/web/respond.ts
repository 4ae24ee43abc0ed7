import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

export function respondJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}

export function respondEmpty(response: ServerResponse, status: number, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'cache-control': 'no-store', ...headers });
  response.end();
}

/** RabbitMQ's shape of a refusal. */
export function respondError(response: ServerResponse, status: number, error: string, reason: string): void {
  respondJson(response, status, { error, reason });
}
