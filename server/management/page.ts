import { badRequest, HttpError } from './http-error';
import { NamePattern, PatternError } from './name-pattern';

/** What a paged list was asked for. */
export interface Page {
  readonly page: number;
  readonly pageSize: number;
  /** Whether a name passes the filter. */
  readonly accepts: (name: string) => boolean;
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

function nameFilter(wanted: string, isPattern: boolean): (name: string) => boolean {
  if (wanted === '') return () => true;
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

/** Cuts one page out of the list that passed the filter. */
export function cutPage<T>(
  filtered: readonly T[],
  { page, pageSize }: Page,
): { items: readonly T[]; pageCount: number } {
  const pageCount = Math.ceil(filtered.length / pageSize);
  if (page > pageCount && page > 1) {
    const reason = `Page out of range, page: ${page} page size: ${pageSize}, len: ${filtered.length}`;
    throw new HttpError(400, 'page_out_of_range', reason);
  }
  return { items: filtered.slice((page - 1) * pageSize, page * pageSize), pageCount };
}
