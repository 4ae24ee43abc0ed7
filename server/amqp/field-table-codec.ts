import { BrokerError } from '@/server/broker/errors';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import type { Reader } from './reader';
import type { Writer } from './writer';

/** Tables and arrays may nest this deep; a client that goes further would make us recurse at its will. */
export const MAX_DEPTH = 64;

export function readTable(reader: Reader, depth = 0): FieldTable {
  return readPairs(reader.section(reader.long()), depth);
}

/** The pairs of a table without its length (AMQPLAIN sends them so). */
export function readPairs(section: Reader, depth = 0): FieldTable {
  if (depth > MAX_DEPTH) throw new BrokerError('syntax-error', 'a field table nests too deep');
  const table = new Map<string, FieldValue>();
  while (section.remaining > 0) table.set(section.shortstr(), readField(section, depth));
  return table;
}

/** Field values as RabbitMQ reads them (its table of type octets differs from the spec's in places). */
function readField(reader: Reader, depth: number): FieldValue {
  const kind = String.fromCharCode(reader.octet());
  switch (kind) {
    case 't':
      return { type: 'bool', value: reader.octet() !== 0 };
    case 'b':
      return { type: 'byte', value: reader.int8() };
    case 'B':
      return { type: 'unsignedbyte', value: reader.octet() };
    case 's':
      return { type: 'short', value: reader.int16() };
    case 'u':
      return { type: 'unsignedshort', value: reader.short() };
    case 'I':
      return { type: 'signedint', value: reader.int32() };
    case 'i':
      return { type: 'unsignedint', value: reader.long() };
    case 'l':
    case 'L':
      return { type: 'long', value: reader.int64() };
    case 'f':
      return { type: 'float', value: reader.float() };
    case 'd':
      return { type: 'double', value: reader.double() };
    case 'D':
      return { type: 'decimal', scale: reader.octet(), value: reader.long() };
    case 'S':
      return { type: 'longstr', value: reader.longstr() };
    case 'x':
      return { type: 'binary', value: reader.bytes() };
    case 'T':
      return { type: 'timestamp', value: reader.uint64() };
    case 'F':
      return { type: 'table', value: readTable(reader, depth + 1) };
    case 'A':
      return { type: 'array', value: readArray(reader, depth + 1) };
    case 'V':
      return { type: 'void' };
    default:
      throw new BrokerError('syntax-error', `unknown field type '${kind}' in a field table`);
  }
}

function readArray(reader: Reader, depth: number): FieldValue[] {
  if (depth > MAX_DEPTH) throw new BrokerError('syntax-error', 'a field array nests too deep');
  const section = reader.section(reader.long());
  const values: FieldValue[] = [];
  while (section.remaining > 0) values.push(readField(section, depth));
  return values;
}

export function writeTable(writer: Writer, table: FieldTable): void {
  writer.sized(() => {
    for (const [key, field] of table) {
      writer.shortstr(key);
      writeField(writer, field);
    }
  });
}

function writeField(writer: Writer, field: FieldValue): void {
  writer.octet(TYPE_OCTETS[field.type]);
  switch (field.type) {
    case 'bool':
      return writer.octet(field.value ? 1 : 0);
    case 'byte':
      return writer.int8(field.value);
    case 'unsignedbyte':
      return writer.octet(field.value);
    case 'short':
      return writer.int16(field.value);
    case 'unsignedshort':
      return writer.short(field.value);
    case 'signedint':
      return writer.int32(field.value);
    case 'unsignedint':
      return writer.long(field.value);
    case 'long':
    case 'timestamp':
      return writer.int64(field.value);
    case 'float':
      return writer.float(field.value);
    case 'double':
      return writer.double(field.value);
    case 'decimal':
      writer.octet(field.scale);
      return writer.long(field.value);
    case 'longstr':
      return writer.longstr(field.value);
    case 'binary':
      return writer.bytes(field.value);
    case 'table':
      return writeTable(writer, field.value);
    case 'array':
      return writer.sized(() => {
        for (const item of field.value) writeField(writer, item);
      });
    case 'void':
      return;
  }
}

const TYPE_OCTETS: Readonly<Record<FieldValue['type'], number>> = Object.fromEntries(
  Object.entries({
    bool: 't',
    byte: 'b',
    unsignedbyte: 'B',
    short: 's',
    unsignedshort: 'u',
    signedint: 'I',
    unsignedint: 'i',
    long: 'l',
    timestamp: 'T',
    float: 'f',
    double: 'd',
    decimal: 'D',
    longstr: 'S',
    binary: 'x',
    table: 'F',
    array: 'A',
    void: 'V',
  }).map(([type, octet]) => [type, octet.charCodeAt(0)]),
) as Record<FieldValue['type'], number>;
