import { type Config, ConfigError, type DataCommand, readConfig } from './config';
import { helpText } from './config-help';
import { VERSION } from './version';

/** One line on stderr that says what to do, and exit code 1. */
export function refuse(reason: string): never {
  process.stderr.write(`warren: ${reason}\n`);
  process.exit(1);
}

/** What this process is to do. Answers --help and --version itself and ends the process. */
export function readCommandLine(): { readonly kind: 'run'; readonly config: Config } | DataCommand {
  try {
    const commandLine = readConfig(process.argv.slice(2), process.env);
    if (commandLine.kind !== 'help' && commandLine.kind !== 'version') return commandLine;
    process.stdout.write(commandLine.kind === 'help' ? helpText(VERSION) : `${VERSION}\n`);
  } catch (failure) {
    if (failure instanceof ConfigError) refuse(failure.message);
    throw failure;
  }
  process.exit(0);
}
