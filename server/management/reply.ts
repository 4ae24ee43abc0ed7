import type { ManagementBody, ManagementResponse } from './request';

/** What the API answers belongs to the user who asked and is old at once. */
const HEADERS = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  'x-content-type-options': 'nosniff',
} as const;

export function json(status: number, value: unknown): ManagementResponse {
  return jsonText(status, JSON.stringify(value));
}

/** A body that is JSON already. */
export function jsonText(status: number, body: ManagementBody): ManagementResponse {
  return { status, headers: { ...HEADERS, 'content-type': 'application/json' }, body };
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): ManagementResponse {
  return { status, headers: { ...HEADERS, ...headers }, body: '' };
}

/** 201 for what a PUT created, 204 for what was there already. */
export function putReply(existed: boolean): ManagementResponse {
  return empty(existed ? 204 : 201);
}

/** A page, with the Content-Security-Policy that it keeps to. */
export function html(body: string, policy: string): ManagementResponse {
  const type = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
  return { status: 200, headers: { ...HEADERS, ...type }, body };
}
