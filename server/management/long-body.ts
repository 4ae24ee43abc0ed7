import type { ManagementBody } from './request';

/** Characters after which a piece of a long text is encoded. */
const PIECE_CHARACTERS = 64 * 1024;

/** The body of an answer that may be long: encoded piece by piece while it is made, so that no step of it takes long. */
export class LongBody {
  readonly #pieces: Uint8Array[] = [];
  #text = '';

  add(text: string): void {
    this.#text += text;
    if (this.#text.length >= PIECE_CHARACTERS) this.#encode();
  }

  /** Pieces of bytes that are not changed any more. */
  addAll(pieces: readonly Uint8Array[]): void {
    if (this.#text !== '') this.#encode();
    this.#pieces.push(...pieces);
  }

  /** A short one is still a text. */
  end(): ManagementBody {
    if (this.#pieces.length === 0) return this.#text;
    this.#encode();
    return this.#pieces;
  }

  #encode(): void {
    this.#pieces.push(encoder.encode(this.#text));
    this.#text = '';
  }
}

const encoder = new TextEncoder();
