import type { Output } from './output';

/**
 * Answers that tell of what has to be safe first: the output is held until so many changes of definitions are stored, and
 * the log up to a position.
 */
export class HeldAnswers {
  readonly #output: Output;
  readonly #awaitSafety: () => void;
  #changes = 0;
  #position = 0;

  /** `awaitSafety` asks for `isSafe` to be asked when there is news. */
  constructor(output: Output, awaitSafety: () => void) {
    this.#output = output;
    this.#awaitSafety = awaitSafety;
  }

  forDefinitions(changes: number): void {
    this.#changes = changes;
    this.#hold();
  }

  forMessages(position: number): void {
    this.#position = position;
    this.#hold();
  }

  #hold(): void {
    if (this.#output.isHeld) return;
    this.#output.hold();
    this.#awaitSafety();
  }

  /** Whether what was held may leave, now that so many changes are stored, and the log up to a position. */
  isSafe(changes: number, position: number): boolean {
    return changes >= this.#changes && position >= this.#position;
  }

  /** Whether something that is held would not be true if the log ended at a position. */
  isUnsafe(position: number): boolean {
    return this.#output.isHeld && this.#position > position;
  }
}
