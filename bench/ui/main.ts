import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { WarrenProcess } from '../warren-process';
import { openBrowser } from './browser';
import { measureBusyStage } from './busy-stage';
import { type Figure, median, percentile, toTable } from './figure';
import { measureFirstLoads } from './first-load';
import { measureIdleViewer } from './idle-viewer';
import { measureInteractions } from './interactions';
import { measureLongTable } from './long-table';
import { measureProcessor } from './processor';

const HELP = `Measures the dashboard of the built Warren in a real browser, and prints each figure beside its budget.

  npm run bench:ui -- [options]

  --only NAMES      of load, acts, table, stage, idle; comma between them
  --seconds N       how long the busy stage runs (120)
  --help
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'load,acts,table,stage,idle' },
    seconds: { type: 'string', default: '120' },
    help: { type: 'boolean', default: false },
  },
});

async function measure(): Promise<void> {
  const [processor] = cpus();
  const head = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. ${processor?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`;
  const warren = await WarrenProcess.start();
  const browser = await openBrowser();
  try {
    const { httpUrl, url: amqpUrl } = warren;
    const seconds = Number(values.seconds);
    const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
      load: () => measureFirstLoads(browser, httpUrl),
      acts: () => measureInteractions(browser, httpUrl),
      table: () => measureLongTable(browser, httpUrl),
      stage: () => measureBusyStage(browser, { httpUrl, amqpUrl, seconds }),
      idle: () => measureIdleViewer(browser, httpUrl),
    };
    const figures: Figure[] = [];
    const speeds: number[] = [];
    for (const name of values.only.split(',')) {
      const part = parts[name];
      if (part === undefined) throw new Error(`there is no part ${name}; there are ${Object.keys(parts).join(', ')}`);
      try {
        speeds.push(...(await measureProcessor(browser)));
        const found = await part();
        process.stderr.write(`${toTable(found)}\n`);
        figures.push(...found);
      } catch (failure) {
        process.stderr.write(`${name} could not be measured: ${String(failure)}\n`);
        process.exitCode = 1;
      }
    }
    const speed = `${percentile(speeds, 0.1)} to ${percentile(speeds, 0.9)}, median ${median(speeds)}`;
    process.stdout.write(`\n${head}, Chromium ${browser.version()}, processor at ${speed}.\n\n${toTable(figures)}\n`);
  } finally {
    await browser.close();
    await warren.end();
  }
}

if (values.help) process.stdout.write(HELP);
else await measure();
