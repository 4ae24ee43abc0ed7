import fc from 'fast-check';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';

/** Text of at most 255 bytes. */
export const anyShortText: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((text) => Buffer.byteLength(text) <= 255);

function typed<T extends FieldValue['type'], V>(type: T, value: fc.Arbitrary<V>): fc.Arbitrary<{ type: T; value: V }> {
  return fc.record({ type: fc.constant(type), value });
}

const anyUnsigned64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

/** One arbitrary for each type of field that holds no other fields. */
export const anyScalar: Readonly<Record<Exclude<FieldValue['type'], 'array' | 'table'>, fc.Arbitrary<FieldValue>>> = {
  bool: typed('bool', fc.boolean()),
  byte: typed('byte', fc.integer({ min: -128, max: 127 })),
  unsignedbyte: typed('unsignedbyte', fc.nat(255)),
  short: typed('short', fc.integer({ min: -0x8000, max: 0x7fff })),
  unsignedshort: typed('unsignedshort', fc.nat(0xffff)),
  signedint: typed('signedint', fc.integer()),
  unsignedint: typed('unsignedint', fc.nat(0xffff_ffff)),
  long: typed('long', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  float: typed('float', fc.float()),
  double: typed('double', fc.double()),
  decimal: fc.record({ type: fc.constant('decimal' as const), scale: fc.nat(255), value: fc.nat(0xffff_ffff) }),
  longstr: typed('longstr', fc.string({ unit: 'grapheme', maxLength: 300 })),
  binary: typed('binary', fc.uint8Array({ maxLength: 300 })),
  timestamp: typed('timestamp', anyUnsigned64),
  void: fc.constant({ type: 'void' }),
};

const trees = fc.letrec<{ field: FieldValue; table: FieldTable }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...Object.values(anyScalar),
    typed('array', fc.array(tie('field'), { maxLength: 3 })),
    typed('table', tie('table')),
  ),
  table: fc.array(fc.tuple(anyShortText, tie('field')), { maxLength: 4 }).map((pairs) => new Map(pairs)),
}));

export const anyField: fc.Arbitrary<FieldValue> = trees.field;

export const anyTable: fc.Arbitrary<FieldTable> = trees.table;
