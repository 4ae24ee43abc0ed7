import { BrokerError } from '@/server/broker/errors';
import { readTable, writeTable } from './field-table-codec';
import { Reader } from './reader';
import { type FieldType, METHODS, type MethodArgs, type MethodName, methodKey } from './spec';
import { Writer } from './writer';

interface Layout {
  readonly name: MethodName;
  readonly classId: number;
  readonly methodId: number;
  readonly fields: readonly (readonly [name: string, type: FieldType])[];
}

const layouts = Object.entries(METHODS).map(
  ([name, [classId, methodId, fields]]): Layout => ({
    name: name as MethodName,
    classId,
    methodId,
    fields: Object.entries(fields),
  }),
);
const byKey = new Map(layouts.map((layout) => [methodKey(layout.classId, layout.methodId), layout]));
const byName = new Map(layouts.map((layout) => [layout.name, layout]));

/** A decoded method: narrow it by its name. */
export type Method = { [M in MethodName]: { readonly name: M; readonly args: MethodArgs<M> } }[MethodName];

/** Decodes the payload of a method frame. Throws command-invalid or syntax-error. */
export function decodeMethod(bytes: Uint8Array, start = 0, end = bytes.length): Method {
  const reader = new Reader(bytes, start, end);
  const layout = byKey.get(reader.long());
  if (!layout) throw new BrokerError('command-invalid', 'unimplemented method');
  const args: Record<string, unknown> = {};
  let bits = 0;
  let bitsUsed = 0;
  for (const [name, type] of layout.fields) {
    if (type === 'bit') {
      if (bitsUsed % 8 === 0) bits = reader.octet();
      args[name] = ((bits >> (bitsUsed % 8)) & 1) === 1;
      bitsUsed += 1;
    } else {
      bitsUsed = 0;
      args[name] = type === 'table' ? readTable(reader) : reader[type]();
    }
  }
  return { name: layout.name, args } as unknown as Method;
}

/** Encodes the payload of a method frame. */
export function encodeMethod<M extends MethodName>(name: M, args: MethodArgs<M>): Uint8Array {
  const layout = byName.get(name) as Layout;
  const values = args as Readonly<Record<string, unknown>>;
  const writer = new Writer();
  writer.short(layout.classId);
  writer.short(layout.methodId);
  let bits = 0;
  let bitsUsed = 0;
  const flushBits = (): void => {
    if (bitsUsed > 0) writer.octet(bits);
    bits = 0;
    bitsUsed = 0;
  };
  for (const [field, type] of layout.fields) {
    if (type === 'bit') {
      if (bitsUsed === 8) flushBits();
      if (values[field] === true) bits |= 1 << bitsUsed;
      bitsUsed += 1;
    } else {
      flushBits();
      writeValue(writer, type, values[field]);
    }
  }
  flushBits();
  return writer.done();
}

function writeValue(writer: Writer, type: Exclude<FieldType, 'bit'>, value: unknown): void {
  switch (type) {
    case 'octet':
    case 'short':
    case 'long':
    case 'longlong':
      return writer[type]((value as number | undefined) ?? 0);
    case 'shortstr':
    case 'longstr':
      return writer[type]((value as string | undefined) ?? '');
    case 'bytes':
      return writer.bytes(value as Uint8Array);
    case 'table':
      return writeTable(writer, value as MethodArgs<'queue.declare'>['arguments']);
  }
}
