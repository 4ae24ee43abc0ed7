type Painter = () => void;

/** Writes live numbers straight into the page: at most once per animation frame, and names once a second. */
export class NumberPainters {
  readonly #numbers = new Set<Painter>();
  readonly #names = new Set<Painter>();
  #request = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  start(): () => void {
    this.#timer = setInterval(() => run(this.#names), 1_000);
    return () => {
      if (this.#timer !== null) clearInterval(this.#timer);
      cancelAnimationFrame(this.#request);
      this.#request = 0;
    };
  }

  addNumbers(painter: Painter): () => void {
    this.#numbers.add(painter);
    return () => this.#numbers.delete(painter);
  }

  addName(painter: Painter): () => void {
    this.#names.add(painter);
    return () => this.#names.delete(painter);
  }

  changed(): void {
    if (this.#request !== 0 || document.hidden) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      run(this.#numbers);
    });
  }
}

function run(painters: Iterable<Painter>): void {
  for (const painter of painters) painter();
}

export function writeText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
