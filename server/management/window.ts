import { badRequest } from './http-error';

interface Bounds {
  readonly fallback: number;
  readonly from: number;
  readonly to: number;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** A whole number of a query. Throws 400. */
export function wholeOf(query: URLSearchParams, name: string, { fallback, from, to }: Bounds): number {
  const given = query.get(name);
  if (given === null || given === '') return fallback;
  const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw badRequest(`${name} is not a whole number from ${from} to ${to}`);
}

/** `offset` and `limit` of a query. Throws 400. */
export function windowOf(query: URLSearchParams): { readonly offset: number; readonly limit: number } {
  return {
    offset: wholeOf(query, 'offset', { fallback: 0, from: 0, to: Number.MAX_SAFE_INTEGER }),
    limit: wholeOf(query, 'limit', { fallback: DEFAULT_LIMIT, from: 1, to: MAX_LIMIT }),
  };
}
