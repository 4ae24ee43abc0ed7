import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command';

/** Debian's own Python: one from elsewhere that comes first in the path does not see Debian's modules. */
export const PYTHON = '/usr/bin/python3';

/** Where Debian's packages put the Java client with what it needs, and Go's sources. */
export const CLASSPATH = '/usr/share/java/amqp-client.jar:/usr/share/java/slf4j-api.jar:/usr/share/java/slf4j-nop.jar';
const GOPATH = '/usr/share/gocode';

/** What makes Go take the sources of Debian's packages. */
export const GO_ENVIRONMENT = [`GOPATH=${GOPATH}`, 'GO111MODULE=off', `GOCACHE=${join(tmpdir(), 'warren-go-cache')}`];

/** What the checks need: a Debian package, and a command that succeeds when it is there. */
const NEEDED: readonly (readonly [debianPackage: string, command: string, ...args: string[]])[] = [
  ['python3-pika', PYTHON, '-c', 'import pika'],
  ['python3-kombu', PYTHON, '-c', 'import kombu, amqp'],
  ['python3-celery', PYTHON, '-c', 'import celery'],
  ['ruby-bunny', 'ruby', '-e', 'require "bunny"'],
  ['php-cli', 'php', '--version'],
  ['php-amqplib', 'php', '-r', 'require "PhpAmqpLib/autoload.php";'],
  ['default-jdk-headless', 'javac', '--version'],
  ['librabbitmq-client-java', 'test', '-e', '/usr/share/java/amqp-client.jar'],
  ['golang-go', 'go', 'version'],
  ['golang-github-rabbitmq-amqp091-go-dev', 'test', '-d', `${GOPATH}/src/github.com/rabbitmq/amqp091-go`],
  ['amqp-tools', 'sh', '-c', 'command -v amqp-publish && command -v amqp-declare-queue'],
];

async function missing(): Promise<string[]> {
  const names: string[] = [];
  for (const [name, command, ...args] of NEEDED) if ((await runCommand(command, args, '')).code !== 0) names.push(name);
  return names;
}

/** Installs what is missing when this process may; throws an error that names what is not there. */
export async function ensurePackages(): Promise<void> {
  const names = await missing();
  if (names.length === 0) return;
  if (process.getuid?.() === 0) {
    process.stdout.write(`installing ${names.join(', ')} with apt-get\n`);
    await runCommand('apt-get', ['update', '-q'], '');
    await runCommand('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], '');
  }
  const left = await missing();
  if (left.length > 0)
    throw new Error(`these Debian packages are missing: ${left.join(', ')} (apt-get install them as root)`);
}
