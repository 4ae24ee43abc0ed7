import { describe, expect, test } from 'vitest';
import { parseAmqpUri, shownUri } from './amqp-uri';
import { readShovel } from './shovel-reader';

const GOOD = { 'src-uri': 'amqp://localhost', 'src-queue': 'a', 'dest-uri': 'amqp://localhost', 'dest-queue': 'b' };
const ANY = (): null => null;

function reasonOf(value: unknown): string {
  try {
    readShovel('s', value, (vhost) => (vhost === '/' ? null : `user "guest" may not connect to vhost "${vhost}"`));
  } catch (failure) {
    return (failure as Error).message.replace('Validation failed\n\n', '').trimEnd();
  }
  return '';
}

describe('what RabbitMQ 3.10.8 answers', () => {
  test.each<readonly [value: unknown, reason: string]>([
    [{}, `Must specify 'src-exchange' or 'src-queue'\nKey "dest-uri" not found in s\nKey "src-uri" not found in s`],
    [{ ...GOOD, 'src-uri': undefined }, 'Key "src-uri" not found in s'],
    [{ ...GOOD, 'src-uri': 3 }, 'src-uri should be list, actually was 3'],
    [{ ...GOOD, 'src-uri': 'http://x' }, '"http://x" not a valid URI: {{unexpected_uri_scheme,"http"},"http://x"}'],
    [{ ...GOOD, 'src-uri': 'x' }, '"x" not a valid URI: {{unable_to_parse_uri,no_scheme},"x"}'],
    [{ ...GOOD, 'dest-uri': '' }, '"" not a valid URI: {{unable_to_parse_uri,no_scheme},[]}'],
    [{ ...GOOD, 'src-uri': ['amqp://', 3] }, 'src-uri should be list, actually was 3'],
    [{ ...GOOD, 'dest-uri': 'amqp:///nope' }, 'user "guest" may not connect to vhost "nope"'],
    [{ 'src-uri': 'amqp://', 'dest-uri': 'amqp://' }, "Must specify 'src-exchange' or 'src-queue'"],
    [{ ...GOOD, 'src-exchange': 'x' }, "Cannot specify 'src-exchange' and 'src-queue'"],
    [{ ...GOOD, 'dest-exchange': 'x' }, "Cannot specify 'dest-exchange' and 'dest-queue'"],
    [{ ...GOOD, foo: 1, bar: 'x' }, 'Unrecognised terms [{<<"bar">>,<<"x">>},{<<"foo">>,1}] in s'],
    [{ ...GOOD, 'src-prefetch-count': '3' }, 'src-prefetch-count should be a number, actually was <<"3">>'],
    [
      { ...GOOD, 'src-delete-after': -1 },
      'src-delete-after should be a number greater than or equal to 0, "never" or "queue-length", actually was -1',
    ],
    [
      { ...GOOD, 'ack-mode': 'x' },
      'ack-mode should be one of [<<"no-ack">>,<<"on-publish">>,<<"on-confirm">>], actually was <<"x">>',
    ],
    [{ ...GOOD, 'ack-mode': 1 }, 'ack-mode should be binary, actually was 1'],
    [{ ...GOOD, 'reconnect-delay': '1' }, 'reconnect-delay should be a number, actually was <<"1">>'],
    [{ ...GOOD, 'dest-add-forward-headers': 'x' }, 'dest-add-forward-headers should be boolean, actually was <<"x">>'],
    [{ ...GOOD, 'dest-publish-properties': 'x' }, 'dest-publish-properties not a list <<"x">>'],
    [
      { ...GOOD, 'dest-publish-properties': { headers: { a: 1 }, priority: 'x', cluster_id: 3, timestamp: 'z' } },
      'Unrecognised terms [{<<"headers">>,#{<<"a">> => 1}}] in dest-publish-properties\n' +
        'cluster_id should be binary, actually was 3\ntimestamp should be a number, actually was <<"z">>\n' +
        'priority should be a number, actually was <<"x">>',
    ],
    [{ ...GOOD, 'dest-queue': 5 }, 'dest-queue should be binary, actually was 5'],
    [
      { 'src-uri': 'http://', 'ack-mode': 'x', 'dest-uri': 4 },
      "Must specify 'src-exchange' or 'src-queue'\ndest-uri should be list, actually was 4\n" +
        '"http://" not a valid URI: {{unexpected_uri_scheme,"http"},"http://"}\n' +
        'ack-mode should be one of [<<"no-ack">>,<<"on-publish">>,<<"on-confirm">>], actually was <<"x">>',
    ],
    [{ ...GOOD, 'ack-mode': 'no-ack', 'src-delete-after': 5 }, "Cannot specify 'no-ack' and numerical 'delete-after'"],
    [{ ...GOOD, 'prefetch-count': 5, 'delete-after': 'never', 'add-forward-headers': true }, ''],
    [{ ...GOOD, 'src-queue-args': { 'x-queue-type': 'quorum' }, 'src-consumer-args': { 'x-priority': 5 } }, ''],
  ])('%j', (value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });
});

describe('where RabbitMQ answers 500 or takes what cannot work', () => {
  test.each<readonly [value: unknown, reason: string]>([
    ['x', 's should be an object, actually was <<"x">>'],
    [
      { ...GOOD, 'dest-protocol': 'foo' },
      'dest-protocol should be one of [<<"amqp091">>,<<"http">>], actually was <<"foo">>',
    ],
    [{ ...GOOD, 'src-uri': [] }, 'src-uri should have at least one URI'],
    [
      { ...GOOD, 'src-prefetch-count': 70000 },
      'src-prefetch-count should be a whole number from 0 to 65535, actually was 70000',
    ],
    [{ ...GOOD, 'src-consumer-args': 'x' }, 'src-consumer-args should be an object, actually was <<"x">>'],
    [
      { 'src-uri': 'amqp://', 'src-queue': 'a', 'dest-protocol': 'http', 'dest-uri': 'amqp://h' },
      '"amqp://h" not a valid URI: {{unexpected_uri_scheme,"amqp"},"amqp://h"}',
    ],
  ])('%j', (value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });

  test('no text repeats a password', () => {
    const reason = reasonOf({ ...GOOD, 'src-uri': 'amqp://u:s3cr@t@h:port', 'dest-uri': 'ftp://u:s3cret@h' });
    expect(reason).toContain('"amqp://h:port" not a valid URI');
    expect(reason).not.toMatch(/s3cr/);
  });
});

test('an AMQP URI says all that RabbitMQ reads from it', () => {
  const { host, port, isTls, username, password, vhost } = parseAmqpUri(
    'amqps://a%40b:p%2Fw@[::1]/v%2F1?verify=verify_none',
  );
  expect({ host, port, isTls, username, password, vhost }).toEqual({
    host: '::1',
    port: 5671,
    isTls: true,
    username: 'a@b',
    password: 'p/w',
    vhost: 'v/1',
  });
  expect(parseAmqpUri('amqp://')).toMatchObject({ host: null, vhost: '/', username: 'guest', password: 'guest' });
  expect(parseAmqpUri('amqp:///v2')).toMatchObject({ host: null, vhost: 'v2' });
  expect(shownUri('amqp://u:p@w@h:1/v?keyfile=/secret')).toBe('amqp://h:1/v');
});

test('silent keys have RabbitMQ’s defaults', () => {
  expect(readShovel('s', GOOD, ANY)).toMatchObject({
    ackMode: 'on-confirm',
    reconnectDelaySeconds: 5,
    source: { prefetchCount: 1000, deleteAfter: 'never', exchange: null },
    destination: { exchange: null, exchangeKey: null, addsForwardHeaders: false, properties: {} },
  });
});
