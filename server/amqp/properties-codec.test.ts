import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Block } from '@/server/broker/block';
import { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import type { Properties } from '@/server/broker/properties';
import { anyShortText, anyTable } from '@/server/testing/arbitraries';
import { checkProperty } from '@/server/testing/seeds';
import { checkProperties, propertiesCodec } from './properties-codec';

const plain = {
  contentType: anyShortText,
  contentEncoding: anyShortText,
  deliveryMode: fc.nat(255),
  priority: fc.nat(255),
  correlationId: anyShortText,
  replyTo: anyShortText,
  expiration: anyShortText,
  messageId: anyShortText,
  timestamp: fc.maxSafeNat(),
  type: anyShortText,
  userId: anyShortText,
  appId: anyShortText,
  clusterId: anyShortText,
};

const anyPlain = fc.record(plain, { requiredKeys: [] }) as fc.Arbitrary<Properties>;
const anyProperties = fc.record({ ...plain, headers: anyTable }, { requiredKeys: [] }) as fc.Arbitrary<Properties>;

/** Whether the bytes pass, as a publisher's. Any other error than a syntax error fails the test. */
function passes(bytes: Uint8Array): boolean {
  // In the middle of other bytes, as in a chunk from a socket.
  const chunk = Buffer.concat([Buffer.of(1, 2, 3), bytes, Buffer.alloc(300, 0xff)]);
  try {
    checkProperties(new Block(chunk), 3, 3 + bytes.length);
    return true;
  } catch (error) {
    if (error instanceof BrokerError && error.reason === 'syntax-error') return false;
    throw error;
  }
}

test('a number is added to headers as the decoder and the encoder would do it', () => {
  const name = 'x-stream-offset';
  checkProperty(
    fc.property(anyProperties, fc.maxSafeNat(), fc.nat(9), (properties, value, at) => {
      const bytes = propertiesCodec.encode(properties);
      const source = Buffer.concat([Buffer.of(7, 7), bytes, Buffer.of(7)]);
      const length =
        bytes.length + propertiesCodec.headerGrowth((bytes[0] as number) * 256 + (bytes[1] as number), name);
      const target = new Block(new Uint8Array(at + length + 1).fill(9));
      const encoded = { block: new Block(source), start: 2, end: 2 + bytes.length };
      propertiesCodec.copyWithHeader(encoded, { name, value }, target, at);
      const headers = new Map([...(properties.headers ?? EMPTY_TABLE), [name, { type: 'long', value: BigInt(value) }]]);
      const expected = propertiesCodec.encode({ ...properties, headers } as Properties);
      expect(Buffer.from(target.bytes.subarray(at, at + length))).toEqual(Buffer.from(expected));
      expect([...target.bytes.subarray(0, at), target.bytes[at + length]].every((octet) => octet === 9)).toBe(true);
    }),
    500,
  );
});

describe('the properties codec', () => {
  test('reads properties as they were written', () => {
    checkProperty(
      fc.property(anyProperties, (properties) => {
        expect(propertiesCodec.decode(propertiesCodec.encode(properties))).toEqual(properties);
      }),
      300,
    );
  });

  test('reads the headers alone', () => {
    checkProperty(
      fc.property(anyProperties, (properties) => {
        const headers = propertiesCodec.decodeHeaders(propertiesCodec.encode(properties));
        expect(headers).toEqual(properties.headers ?? EMPTY_TABLE);
      }),
    );
  });

  test('writes the flags and the list as the specification has them', () => {
    const properties: Properties = { contentType: 'a', deliveryMode: 2, timestamp: 1, clusterId: 'b' };
    const hex = Buffer.from(propertiesCodec.encode(properties)).toString('hex');
    expect(hex).toBe('9044' + '0161' + '02' + '0000000000000001' + '0162');
  });
});

describe('checkProperties', () => {
  test('passes everything that can be encoded', () => {
    checkProperty(
      fc.property(anyProperties, (properties) => passes(propertiesCodec.encode(properties))),
      300,
    );
  });

  test.each([
    ['with headers', anyProperties],
    ['without headers', anyPlain],
  ] as const)('refuses properties %s that are cut short anywhere, or too long', (_what, arbitrary) => {
    checkProperty(
      fc.property(arbitrary, (properties) => {
        const bytes = propertiesCodec.encode(properties);
        for (let length = 0; length < bytes.length; length++) {
          if (passes(bytes.subarray(0, length))) expect.fail(`passed ${length} of ${bytes.length} bytes`);
        }
        expect(passes(Buffer.concat([bytes, Buffer.of(0)]))).toBe(false);
      }),
      100,
    );
  });

  test.each([0x0001, 0x0002, 0x0003, 0x8001])('refuses the unknown flags %i', (flags) => {
    expect(passes(Buffer.of(flags >> 8, flags & 0xff, 0))).toBe(false);
  });

  test('decides as the decoder does, whatever the bytes', () => {
    const decodes = (bytes: Uint8Array): boolean => {
      try {
        propertiesCodec.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    checkProperty(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 12 }), (bytes) => {
        expect(passes(bytes)).toBe(decodes(bytes));
      }),
      3000,
    );
  });
});
