import buildWarren from '@/server/testing/built-warren';
import { CrashRun } from './crash-run';

/** `npm run test:crash [rounds [seed]]`: kills a broker under load; says with which seed, to be run again. */

const ROUNDS_OF_A_RUN = 10;
const rounds = Number(process.argv[2] ?? 100);
const firstSeed = Number(process.argv[3] ?? Date.now() % 1_000_000);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (!(rounds > 0 && firstSeed >= 0)) {
  say('npm run test:crash [rounds [seed]]: kills a Warren under load so many times (100) and says what was lost.');
  process.exit(2);
}

await buildWarren();
let hasFailed = false;
for (let done = 0, seed = firstSeed; done < rounds; done += ROUNDS_OF_A_RUN, seed++) {
  const run = new CrashRun(seed);
  for (let i = 0; i < Math.min(ROUNDS_OF_A_RUN, rounds - done); i++) await run.round();
  await run.drain();
  const { ledger } = run;
  const problems = [...ledger.violations, ...ledger.lost()];
  hasFailed ||= problems.length > 0;
  const { confirmed, delivered, redelivered } = ledger;
  say(
    `seed ${seed}: ${confirmed} confirmed, ${delivered} delivered, ${redelivered} redelivered, ${problems.length} wrong`,
  );
  for (const problem of problems.slice(0, 20)) say(`  ${problem}`);
  run.clean();
}
process.exit(hasFailed ? 1 : 0);
