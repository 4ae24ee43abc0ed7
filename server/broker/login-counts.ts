export type LoginProtocol = 'http' | 'amqp091';

interface Counts {
  attempts: number;
  failed: number;
}

/** How many have tried to sign in by each protocol, and how many in vain. */
export class LoginCounts {
  #counts = new Map<LoginProtocol, Counts>();

  add(protocol: LoginProtocol, wasAccepted: boolean): void {
    let counts = this.#counts.get(protocol);
    if (!counts) {
      counts = { attempts: 0, failed: 0 };
      this.#counts.set(protocol, counts);
    }
    counts.attempts += 1;
    if (!wasAccepted) counts.failed += 1;
  }

  all(): { readonly protocol: LoginProtocol; readonly attempts: number; readonly failed: number }[] {
    return [...this.#counts].map(([protocol, counts]) => ({ protocol, ...counts }));
  }

  reset(): void {
    this.#counts = new Map();
  }
}
