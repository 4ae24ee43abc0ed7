import { readCommandLine, refuse } from './command-line';
import { runDataCommand } from './data-command';
import { createLog } from './log';
import { startServer } from './server';
import { VERSION } from './version';

/** A second signal that comes so soon is the same one: a terminal and a parent process may both send it. */
const SAME_SIGNAL_MS = 300;
const STOP_TIMEOUT_MS = 5000;

/** The first signal stops in good order, the second at once. */
function stopOnSignals(stop: () => Promise<void>): void {
  let firstAt = 0;
  const onSignal = (): void => {
    if (firstAt !== 0) {
      if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    firstAt = performance.now();
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('SIGHUP', onSignal);
  // Started by npm start: its end is ours, however it comes.
  process.on('disconnect', onSignal);
}

/** A broker must not die because the terminal or the pipe that read its lines has gone. */
function surviveClosedOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
}

const commandLine = readCommandLine();
if (commandLine.kind !== 'run')
  process.exit(await runDataCommand(commandLine).catch((failure: Error) => refuse(failure.message)));
surviveClosedOutput();
const { config } = commandLine;
const log = createLog(config.logLevel);
const server = await startServer({
  config,
  log,
  onDeath: (reason) => {
    log('error', reason);
    process.exit(1);
  },
}).catch((failure: Error) => refuse(failure.message));
stopOnSignals(() => server.stop());
const { httpUrl, amqpUrl, httpsUrl, amqpsUrl } = server;
const urls = [httpUrl, amqpUrl, httpsUrl, amqpsUrl].filter((url) => url !== null);
process.stdout.write(`Warren ${VERSION} ready: ${urls.join(' ')}\n`);
