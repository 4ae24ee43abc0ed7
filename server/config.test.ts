import { describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig } from './config';
import { helpText } from './config-help';
import { parseBytes } from './config-option';

function read(args: readonly string[], env: Record<string, string> = {}): Config {
  const commandLine = readConfig(args, env);
  if (commandLine.kind !== 'run') throw new Error(commandLine.kind);
  return commandLine.config;
}

describe('readConfig', () => {
  test('without anything the defaults count', () => {
    expect(read([])).toMatchObject({
      host: '127.0.0.1',
      httpPort: 15672,
      amqpHost: '127.0.0.1',
      amqpPort: 5672,
      dataDir: './data',
      heartbeatSeconds: 60,
      frameMaxBytes: 131_072,
      channelMax: 2047,
    });
  });

  test('flags win over the environment', () => {
    const env = { WARREN_HTTP_PORT: '1', WARREN_AMQP_PORT: '2' };
    expect(read(['--http-port', '3'], env)).toMatchObject({ httpPort: 3, amqpPort: 2 });
    expect(read(['--http-port=4'], env)).toMatchObject({ httpPort: 4 });
  });

  test('AMQP listens where HTTP listens unless told otherwise', () => {
    expect(read(['--host', '0.0.0.0']).amqpHost).toBe('0.0.0.0');
    expect(read(['--host', '0.0.0.0', '--amqp-host', '127.0.0.1']).amqpHost).toBe('127.0.0.1');
  });

  test('plain HTTP can be switched off when there is HTTPS', () => {
    expect(read(['--http-port', 'none', '--https-port', '15671'])).toMatchObject({ httpPort: null, httpsPort: 15_671 });
  });

  test('the result cannot be changed', () => {
    expect(Object.isFrozen(read([]))).toBe(true);
  });

  test.each([
    [['--nope'], {}, "unknown option '--nope'"],
    [['word'], {}, "unknown option 'word'"],
    [['--frame-max', '100'], {}, '--frame-max must be a whole number from 4096'],
    [[], { WARREN_LOG_LEVEL: 'loud' }, 'WARREN_LOG_LEVEL must be one of debug, info, warn, error'],
    [[], { WARREN_HTTP_PORT: '' }, 'WARREN_HTTP_PORT must be a whole number from 0 to 65535, or none'],
    [['--http-port', 'none'], {}, '--http-port none leaves no way to the dashboard'],
    [['--memory-limit', '101%'], {}, '--memory-limit must be a number of bytes'],
    [['--default-user='], {}, '--default-user must not be empty'],
  ])('%j with %j is refused', (args, env, words) => {
    expect(() => read(args, env)).toThrow(ConfigError);
    expect(() => read(args, env)).toThrow(words);
  });

  test('--help and --version are answered whatever else is wrong', () => {
    expect(readConfig(['--help'], { WARREN_HTTP_PORT: 'x' })).toEqual({ kind: 'help' });
    expect(readConfig(['--version'], {})).toEqual({ kind: 'version' });
  });

  test('the help names every option', () => {
    expect(helpText('1.2.3')).toContain('--handshake-timeout');
  });
});

test.each([
  ['1024', 1024],
  ['512MB', 512_000_000],
  ['512MiB', 536_870_912],
  ['2g', 2 * 1024 ** 3],
  ['1.5k', 1536],
  ['40%', 400],
])('%s of 1000 bytes are %d', (text, bytes) => {
  expect(parseBytes(text, 1000)).toBe(bytes);
});

test.each(['', 'x', '-1', '0', '5 tons', '1e3', 'NaN'])("'%s' is no amount of memory", (text) => {
  expect(() => parseBytes(text, 1000)).toThrow('must be a number of bytes');
});
