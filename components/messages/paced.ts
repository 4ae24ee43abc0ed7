export interface PacedOptions<Item> {
  readonly items: readonly Item[];
  /** At most so many a second. */
  readonly perSecond: number;
  readonly act: (item: Item) => Promise<void>;
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Requests on their way at a time: a browser has about six connections to a server. */
const AT_ONCE = 5;

/** Acts upon one after the other, at a rate, until all is done, something fails, or it is stopped. */
export async function actPaced<Item>(options: PacedOptions<Item>): Promise<void> {
  const { items, perSecond, act, onProgress, signal, now = Date.now, sleep = wait } = options;
  const startedAt = now();
  let next = 0;
  let done = 0;
  let failure: unknown;
  async function work(): Promise<void> {
    while (next < items.length && !signal.aborted && failure === undefined) {
      const at = next;
      next += 1;
      const dueIn = startedAt + (at / perSecond) * 1000 - now();
      if (dueIn > 0) await sleep(dueIn);
      if (signal.aborted || failure !== undefined) return;
      try {
        await act(items[at] as Item);
      } catch (error) {
        failure ??= error;
        return;
      }
      done += 1;
      onProgress(done);
    }
  }
  // One at a time keeps the order; more are of use only where the rate asks for it.
  const workers = perSecond > 50 ? AT_ONCE : 1;
  await Promise.all(Array.from({ length: workers }, work));
  if (failure !== undefined) throw failure;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
