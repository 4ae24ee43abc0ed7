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
    'Commands, for a data folder that no Warren uses:',
    '',
    '  check DIR               Read everything in it and say whether it is whole; changes nothing',
    '  check DIR --repair      Keep what can be read of a damaged log, and say what is lost',
    '  export DIR              Write the definitions as JSON, in the format of RabbitMQ',
    '  export DIR --messages   Write the messages, one JSON object a line',
    '  import DIR FILE         Put such messages into the queues of that name',
    '',
    'Options, their environment variables and [defaults]:',
    '',
    ...rows.map((row) => `  ${row.flag.padEnd(flagWidth)}${row.env.padEnd(envWidth)}${row.help}`),
    `  ${'--help'.padEnd(flagWidth + envWidth)}Show this and exit`,
    `  ${'--version'.padEnd(flagWidth + envWidth)}Show the version and exit`,
    '',
  ].join('\n');
}
