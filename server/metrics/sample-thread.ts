import { parentPort } from 'node:worker_threads';
import { SampleTexts } from './sample-texts';
import type { Scrape } from './scrape';

/** The thread that writes the samples of a large broker, so that its messages need not wait for it. */

const texts = new SampleTexts();

parentPort?.on('message', async (scrape: Scrape) => parentPort?.postMessage(await texts.write(scrape)));
