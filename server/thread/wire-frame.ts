import type { WireContent, WireField, WireValue } from '@/lib/wire-events';
import { FRAME_BODY, FRAME_HEADER, FRAME_HEARTBEAT, FRAME_METHOD, readUint32 } from '@/server/amqp/frame';
import { type CutFrame, PROTOCOL_HEADER_TYPE } from '@/server/amqp/frame-cutter';
import { decodeMethod, type Method } from '@/server/amqp/method-codec';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { METHODS } from '@/server/amqp/spec';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import type { Properties } from '@/server/broker/properties';

/** Texts and tables are cut here: somebody who looks wants to see that they are long, not all of them. */
const MAX_TEXT = 2048;
const MAX_ENTRIES = 100;
const MAX_DEPTH = 8;
/** class-id, weight and body size stand before the properties of a content header. */
const HEADER_FIXED_BYTES = 12;

/** Arguments that carry what only the client and the broker may know. */
const CREDENTIALS: Readonly<Partial<Record<Method['name'], string>>> = {
  'connection.start-ok': 'response',
  'connection.secure-ok': 'response',
  'connection.update-secret': 'newSecret',
};

/** What a method frame says, or why it cannot be read. */
export function readMethod({ bytes, start, end }: CutFrame): Method | string {
  try {
    return decodeMethod(bytes, start, end);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether the length of the frame would tell the length of a credential. */
export function hidesLength({ name }: Method): boolean {
  return CREDENTIALS[name] !== undefined;
}

export function methodContent({ name, args }: Method): WireContent {
  const credential = CREDENTIALS[name];
  const values = args as Readonly<Record<string, unknown>>;
  const fields = Object.entries(METHODS[name][2]).flatMap(([field, type]: [string, string]): WireField[] => {
    if (field.startsWith('reserved')) return [];
    const shown = dashed(field);
    if (field === credential) return [{ name: shown, type: 'hidden', value: null }];
    const value = values[field];
    if (type === 'table') return [{ name: shown, type, value: tableFields(value as FieldTable, 0) }];
    return [{ name: shown, type: type === 'bytes' ? 'longstr' : type, value: plainValue(value) }];
  });
  return { kind: 'method', method: name, fields };
}

export function bodyBytesOf({ bytes, start, end }: CutFrame): number {
  if (end - start < HEADER_FIXED_BYTES) return 0;
  return readUint32(bytes, start + 4) * 0x1_0000_0000 + readUint32(bytes, start + 8);
}

export function headerContent(frame: CutFrame, mayRead: boolean): WireContent {
  const { bytes, start, end } = frame;
  const bodyBytes = bodyBytesOf(frame);
  if (!mayRead) return { kind: 'header', bodyBytes, properties: null };
  try {
    const properties = propertiesCodec.decode(bytes.slice(start + HEADER_FIXED_BYTES, end));
    return { kind: 'header', bodyBytes, properties: propertyFields(properties) };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What a frame of another type says; a body is the business of whoever knows who may read it. */
export function otherContent({ type, bytes, start, end }: CutFrame): WireContent {
  if (type === FRAME_HEARTBEAT) return { kind: 'heartbeat' };
  if (type === PROTOCOL_HEADER_TYPE) {
    const [major, minor, revision] = [bytes[start + 5], bytes[start + 6], bytes[start + 7]];
    return { kind: 'protocol-header', text: `AMQP ${major}-${minor}-${revision}` };
  }
  const known = type === FRAME_METHOD || type === FRAME_HEADER || type === FRAME_BODY;
  return {
    kind: 'unreadable',
    reason: known ? 'The frame is too short.' : `Unknown frame type ${type}, ${end - start} bytes.`,
  };
}

function propertyFields(properties: Properties): WireField[] {
  return Object.entries(properties).map(([name, value]): WireField => {
    if (name === 'headers') return { name, type: 'table', value: tableFields(value as FieldTable, 0) };
    const type = name === 'timestamp' ? 'timestamp' : typeof value === 'number' ? 'octet' : 'shortstr';
    return { name: dashed(name), type, value: plainValue(value) };
  });
}

function tableFields(table: FieldTable, depth: number): WireField[] {
  return cut(
    [...table].slice(0, MAX_ENTRIES).map(([name, field]) => fieldOf(name, field, depth)),
    table.size,
  );
}

function fieldOf(name: string, field: FieldValue, depth: number): WireField {
  return { name, type: field.type, value: wireValue(field, depth) };
}

function wireValue(field: FieldValue, depth: number): WireValue {
  switch (field.type) {
    case 'void':
      return null;
    case 'table':
      return depth > MAX_DEPTH ? 'nested too deep to show' : tableFields(field.value, depth + 1);
    case 'array': {
      if (depth > MAX_DEPTH) return 'nested too deep to show';
      const shown = field.value.slice(0, MAX_ENTRIES);
      return cut(
        shown.map((item, index) => fieldOf(String(index + 1), item, depth + 1)),
        field.value.length,
      );
    }
    case 'decimal':
      return field.value / 10 ** field.scale;
    default:
      return plainValue(field.value);
  }
}

function cut(fields: WireField[], all: number): WireField[] {
  const rest = all - fields.length;
  return rest === 0 ? fields : [...fields, { name: '…', type: 'void', value: `${rest} more` }];
}

function plainValue(value: unknown): WireValue {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value ?? '');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length - MAX_TEXT} more)` : text;
}

/** AMQP writes its names with dashes. */
function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
