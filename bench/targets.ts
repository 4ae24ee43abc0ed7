import { openWire } from './amqp-open';
import { parseAmqpUrl } from './amqp-url';
import type { Options } from './options';
import { WarrenProcess } from './warren-process';

/** A broker under load, with what it says about itself in connection.start. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly isWarren: boolean;
  readonly product: string;
  readonly version: string;
}

const WARREN = 'Warren';

/** Opens each broker once, so that a wrong address or password shows before minutes are spent. Warren comes first. */
export async function openTargets(options: Options, started: (warren: WarrenProcess) => void): Promise<Target[]> {
  const targets: Target[] = [];
  for (const { name, url } of options.against) targets.push(await openTarget(name, url, false));
  if (options.warren === undefined) return targets;
  let url = options.warren;
  if (url === null) {
    const warren = await WarrenProcess.start();
    started(warren);
    url = warren.url;
  }
  return [await openTarget(WARREN, url, true), ...targets];
}

async function openTarget(name: string, url: string, isWarren: boolean): Promise<Target> {
  try {
    const { wire, server } = await openWire(parseAmqpUrl(url));
    await wire.close();
    return { name, url, isWarren, ...server };
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
