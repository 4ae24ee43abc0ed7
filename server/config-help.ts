import { flagOf, options } from './config';
import type { Option } from './config-option';

/** The answer to --help: each option with its environment variable and its default. */
export function helpText(version: string): string {
  const rows = Object.values<Option<unknown>>(options).map((option) => ({
    flag: flagOf(option.env),
    env: option.env,
    help: option.defaultText === '' ? option.help : `${option.help} [${option.defaultText}]`,
  }));
  const flagWidth = Math.max(...rows.map((row) => row.flag.length)) + 2;
  const envWidth = Math.max(...rows.map((row) => row.env.length)) + 2;
  return [
    `Warren ${version}: a RabbitMQ-compatible message broker that you can see.`,
    '',
    'Options, their environment variables and [defaults]:',
    '',
    ...rows.map((row) => `  ${row.flag.padEnd(flagWidth)}${row.env.padEnd(envWidth)}${row.help}`),
    `  ${'--help'.padEnd(flagWidth + envWidth)}Show this and exit`,
    `  ${'--version'.padEnd(flagWidth + envWidth)}Show the version and exit`,
    '',
  ].join('\n');
}
