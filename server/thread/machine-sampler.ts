import { readdir, readFile, statfs } from 'node:fs/promises';
import { type MachineNumbers, memoryNumbers, memoryOnly } from '@/server/management/machine';

/** Looks now and then at what the process takes of its machine. What a system does not tell stays 0. */
export class MachineSampler {
  numbers: MachineNumbers = memoryOnly();
  readonly #folder: string;
  #isLooking = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Never rejects. A disk that does not answer holds up nothing but the next look. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const [openFiles, maxOpenFiles, diskFreeBytes] = await Promise.all([
      orZero(async () => (await readdir('/proc/self/fd')).length),
      orZero(async () => {
        const limits = await readFile('/proc/self/limits', 'utf8');
        return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? 0);
      }),
      orZero(async () => {
        const { bavail, bsize } = await statfs(this.#folder);
        return bavail * bsize;
      }),
    ]);
    this.numbers = { ...memoryNumbers(), openFiles, maxOpenFiles, diskFreeBytes };
    this.#isLooking = false;
  }
}

async function orZero(look: () => Promise<number>): Promise<number> {
  try {
    return await look();
  } catch {
    return 0;
  }
}
