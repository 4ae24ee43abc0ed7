import { Interruption } from './interruption';
import { type Measurement, measure, verify } from './load-run';
import type { Options } from './options';
import { FULL_LOAD, type Row } from './rows';
import type { Target } from './targets';

/** What one broker did in one row. */
export interface Cell {
  readonly rounds: Measurement[];
  failure: string | null;
  readonly notices: Set<string>;
}

export interface RowResult {
  readonly row: Row;
  /** By target name. */
  readonly cells: ReadonlyMap<string, Cell>;
}

interface Step {
  readonly row: Row;
  readonly target: Target;
  readonly cell: Cell;
}

/**
 * Runs rows one after the other; within a row the brokers take turns, so that a slow minute of the machine meets all.
 */
export class Benchmark {
  private readonly targets: readonly Target[];
  private readonly options: Options;

  constructor(targets: readonly Target[], options: Options) {
    this.targets = targets;
    this.options = options;
  }

  async run(row: Row): Promise<RowResult> {
    const cells = new Map<string, Cell>();
    for (const { name } of this.targets) cells.set(name, { rounds: [], failure: null, notices: new Set() });
    const steps = this.targets.map((target) => ({ row, target, cell: cells.get(target.name) as Cell }));
    for (const step of steps) await this.attempt(step, () => this.verify(step));
    if (row.afterLoad) {
      for (const step of steps) await this.attempt(step, () => this.measureAfterLoad(step));
    } else {
      await this.measureInTurn(steps);
    }
    return { row, cells };
  }

  private async measureInTurn(steps: readonly Step[]): Promise<void> {
    for (let round = 0; round < this.options.rounds; round++) {
      const order = round % 2 === 0 ? steps : steps.toReversed();
      for (const step of order) await this.attempt(step, () => this.measure(step, round));
    }
  }

  /** One spell of full load, and all rounds of this broker right behind it. */
  private async measureAfterLoad(step: Step): Promise<void> {
    await this.loadFully(step);
    for (let round = 0; round < this.options.rounds; round++) await this.measure(step, round);
  }

  /** A broker that failed once in a row sits out the rest of it, and the failure is its result. */
  private async attempt(step: Step, action: () => Promise<void>): Promise<void> {
    if (step.cell.failure !== null) return;
    try {
      await action();
    } catch (error) {
      if (error instanceof Interruption) throw error;
      step.cell.failure = error instanceof Error ? error.message : String(error);
      this.progress(step, `FAILED: ${step.cell.failure}`);
    }
  }

  private async verify(step: Step): Promise<void> {
    const messages = this.options.verifyMessages;
    if (messages === 0 || step.row.rate > 0) return;
    await verify({ ...this.loadOptions(step), messages });
    this.progress(step, `${messages} messages, none lost, none twice`);
  }

  private async measure(step: Step, round: number): Promise<void> {
    const result = await measure({ ...this.loadOptions(step), seconds: this.options.seconds });
    step.cell.rounds.push(result);
    const figures =
      step.row.rate > 0
        ? `p50 ${result.p50} us, p99 ${result.p99} us`
        : `${Math.round(result.consumedPerSecond).toLocaleString('en')}/s`;
    this.progress(step, `round ${round + 1}: ${figures}`);
  }

  private async loadFully(step: Step): Promise<void> {
    const seconds = this.options.afterLoadSeconds;
    if (seconds === 0) return;
    this.progress(step, `${seconds} s of full load first`);
    await measure({ ...this.loadOptions(step), row: FULL_LOAD, seconds });
  }

  private loadOptions(step: Step) {
    const onNotice = (text: string): void => {
      step.cell.notices.add(text);
      this.progress(step, text);
    };
    return { url: step.target.url, row: step.row, onNotice };
  }

  private progress(step: Step, text: string): void {
    process.stderr.write(`${step.row.id}  ${step.target.name}  ${text}\n`);
  }
}
