import { badRequest, HttpError } from './http-error';
import { NamePattern, PatternError } from './name-pattern';

/** What a paged list was asked for. */
export interface Page {
  readonly page: number;
  readonly pageSize: number;
  /** Whether a name passes the filter; null when every name does. */
  readonly accepts: ((name: string) => boolean) | null;
}

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 500;

const INVALID = 'Pagination parameters are invalid';

/** Null when the whole list was asked for. Throws RabbitMQ's errors. */
export function readPage(query: URLSearchParams): Page | null {
  const page = integer(query.get('page'));
  if (page === undefined) return null;
  const pageSize = integer(query.get('page_size'));
  if (page < 1 || (pageSize !== undefined && (pageSize < 1 || pageSize > MAX_PAGE_SIZE))) {
    const reason = `Invalid pagination parameters: page number ${page}, page size ${pageSize ?? 'undefined'}`;
    throw new HttpError(400, 'invalid_pagination_parameters', reason);
  }
  const isPattern = query.get('use_regex') === 'true';
  return { page, pageSize: pageSize ?? DEFAULT_PAGE_SIZE, accepts: nameFilter(query.get('name') ?? '', isPattern) };
}

function integer(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^-?\d{1,9}$/.test(text)) throw badRequest(INVALID);
  return Number(text);
}

function nameFilter(wanted: string, isPattern: boolean): ((name: string) => boolean) | null {
  if (wanted === '') return null;
  if (!isPattern) {
    const lower = wanted.toLowerCase();
    return (name) => name.toLowerCase().includes(lower);
  }
  const pattern = orInvalid(() => new NamePattern(wanted));
  return (name) => orInvalid(() => pattern.test(name));
}

function orInvalid<T>(run: () => T): T {
  try {
    return run();
  } catch (failure) {
    if (failure instanceof PatternError) throw badRequest(`${INVALID}: ${failure.message}`);
    throw failure;
  }
}

/** Where a page lies in the list that passed the filter. Throws RabbitMQ's 400 behind the last one. */
export function placeOf(count: number, { page, pageSize }: Page): { from: number; to: number; pageCount: number } {
  const pageCount = Math.ceil(count / pageSize);
  if (page > pageCount && page > 1) {
    const reason = `Page out of range, page: ${page} page size: ${pageSize}, len: ${count}`;
    throw new HttpError(400, 'page_out_of_range', reason);
  }
  return { from: (page - 1) * pageSize, to: Math.min(page * pageSize, count), pageCount };
}
