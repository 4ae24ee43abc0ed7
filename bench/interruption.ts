/** Ctrl-C, or a polite kill. The first lets queues be deleted and processes be ended; a second one ends at once. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('interrupted; cleaning up');
    this.exitCode = exitCode;
  }
}

let interrupt: (reason: Interruption) => void = () => {};

/** Rejects at the first signal. Every wait that may take long races against it. */
export const interrupted = new Promise<never>((_, reject) => {
  interrupt = reject;
});
interrupted.catch(() => {});

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export function listenForSignals(): void {
  for (const [signal, exitCode] of Object.entries(EXIT_CODES)) {
    process.once(signal, () => {
      interrupt(new Interruption(exitCode));
      process.on(signal, () => process.exit(exitCode));
    });
  }
}
