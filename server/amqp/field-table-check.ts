import { BrokerError } from '@/server/broker/errors';
import { MAX_DEPTH } from './field-table-codec';

/** Octets of the values of fixed size, by their type octet; -1 for those with a length or an inside of their own. */
const FIXED_SIZES = new Int8Array(256).fill(-2);
for (const [types, size] of [
  ['V', 0],
  ['tbB', 1],
  ['su', 2],
  ['Iif', 4],
  ['D', 5],
  ['lLdT', 8],
  ['SxFA', -1],
] as const) {
  for (const type of types) FIXED_SIZES[type.charCodeAt(0)] = size;
}

const TABLE = 'F'.charCodeAt(0);
const ARRAY = 'A'.charCodeAt(0);

function fail(text: string): never {
  throw new BrokerError('syntax-error', text);
}

/**
 * Walks over the field table at `at` without making an object and returns where it ends: what clients send as headers is
 * passed on as it came, so it has to be well-formed. Throws syntax-error.
 */
function checkTable(view: DataView, at: number, end: number, depth = 0): number {
  if (depth > MAX_DEPTH) fail('a field table nests too deep');
  let position = at + 4;
  if (position > end) fail('a field table runs past the end of its frame');
  const tableEnd = position + view.getUint32(at);
  if (tableEnd > end) fail('a field table runs past the end of its frame');
  while (position < tableEnd) {
    position += 1 + view.getUint8(position);
    position = checkValue(view, position, tableEnd, depth);
  }
  return tableEnd;
}

function checkArray(view: DataView, at: number, end: number, depth: number): number {
  if (depth > MAX_DEPTH) fail('a field array nests too deep');
  if (at + 4 > end) fail('a field array runs past the end of its frame');
  const arrayEnd = at + 4 + view.getUint32(at);
  if (arrayEnd > end) fail('a field array runs past the end of its frame');
  let position = at + 4;
  while (position < arrayEnd) position = checkValue(view, position, arrayEnd, depth);
  return arrayEnd;
}

const LETTER_B = 'B'.charCodeAt(0);
const LETTERS_CC = 0x4343;

/** Whether the short string at `at` is one of the two headers that name further routing keys. */
function isCopyHeader(view: DataView, at: number, end: number): boolean {
  const length = view.getUint8(at);
  if (length === 2) return at + 3 <= end && view.getUint16(at + 1) === LETTERS_CC;
  return length === 3 && at + 4 <= end && view.getUint8(at + 1) === LETTER_B && view.getUint16(at + 2) === LETTERS_CC;
}

/** As `checkTable`, for a message's headers: the end is negative when CC or BCC is among them. */
export function checkHeaders(view: DataView, at: number, end: number): number {
  let position = at + 4;
  if (position > end) fail('a field table runs past the end of its frame');
  const tableEnd = position + view.getUint32(at);
  if (tableEnd > end) fail('a field table runs past the end of its frame');
  let hasCopies = false;
  while (position < tableEnd) {
    hasCopies ||= isCopyHeader(view, position, tableEnd);
    position += 1 + view.getUint8(position);
    position = checkValue(view, position, tableEnd, 0);
  }
  return hasCopies ? -tableEnd : tableEnd;
}

/** The value whose type octet is at `at`. */
function checkValue(view: DataView, at: number, end: number, depth: number): number {
  if (at >= end) fail('a field of a table has no value');
  const type = view.getUint8(at);
  const size = FIXED_SIZES[type] as number;
  if (size === -2) fail(`unknown field type '${String.fromCharCode(type)}' in a field table`);
  if (type === TABLE) return checkTable(view, at + 1, end, depth + 1);
  if (type === ARRAY) return checkArray(view, at + 1, end, depth + 1);
  if (size === -1 && at + 5 > end) fail('a field of a table runs past its end');
  const next = size === -1 ? at + 5 + view.getUint32(at + 1) : at + 1 + size;
  if (next > end) fail('a field of a table runs past its end');
  return next;
}
