import { Block, copyBlock } from './block';
import { type Address, Message } from './message';

/** Bytes of one slab. Large enough to hold a read chunk's messages, small enough that a rewound slab stays in the cache. */
const SLAB_BYTES = 256 * 1024;
/** A message above this size gets a slab of its own. */
const SHARED_LIMIT_BYTES = 64 * 1024;
/** Free slabs kept for reuse. */
const SPARE_SLABS = 32;
/** What a waiting message costs beside its bytes: the object, its places in the slab's list and in a queue. */
export const MESSAGE_OVERHEAD_BYTES = 160;
/** A block of memory that holds the bytes of many messages. */
export class Slab extends Block {
  /** Bytes handed out from the start. */
  used = 0;
  /** Bytes of messages that are still held. */
  alive = 0;
  /** The head of the list of its messages, linked by `Message.older`. */
  newest: Message | null = null;
}

function newSlab(size: number): Slab {
  return new Slab(new Uint8Array(size));
}

/**
 * The memory of all messages of a broker. Bytes are copied in once. A slab whose messages are all gone is used again at
 * once; one that is mostly dead is emptied by moving its last messages, so that the memory held stays under twice
 * what is alive, plus one slab.
 */
export class MessageMemory {
  #current = newSlab(SLAB_BYTES);
  readonly #spare: Slab[] = [];
  /** Bytes of all slabs that hold a message or are being filled. */
  heldBytes = SLAB_BYTES;
  /** Bytes of messages that have not arrived whole. */
  partialBytes = 0;
  /** True while new messages should wait on disk. */
  isTight = false;
  /** As many messages of each queue stay in memory all the same: the next ones for its consumers. */
  leastOfQueue = 512;
  /** Messages held by a queue or a consumer. */
  messages = 0;

  /** Bytes that waiting messages cost, as the memory alarm counts them. */
  get usedBytes(): number {
    return this.heldBytes + this.partialBytes + this.messages * MESSAGE_OVERHEAD_BYTES;
  }

  /**
   * Makes a message with room for its content, which the caller copies to `message.slab` at `message.offset` and
   * then publishes or frees before it allocates again. The properties take at least their two flag bytes.
   */
  allocate(address: Address, propertiesBytes: number, bodyBytes: number): Message {
    const size = propertiesBytes + bodyBytes;
    let slab = this.#current;
    if (slab.used + size > SLAB_BYTES) slab = this.#open(size);
    const message = new Message(address, slab, slab.used, propertiesBytes, bodyBytes);
    slab.used += size;
    slab.alive += size;
    message.older = slab.newest;
    slab.newest = message;
    this.messages += 1;
    return message;
  }

  /** Called when the last holder has let go. */
  free(message: Message): void {
    const slab = message.slab;
    slab.alive -= message.propertiesBytes + message.bodyBytes;
    this.messages -= 1;
    if (slab.alive === 0) this.#reset(slab);
    else if (slab !== this.#current && slab.alive * 2 < slab.bytes.length) this.#empty(slab);
  }

  #open(size: number): Slab {
    if (size > SHARED_LIMIT_BYTES) {
      this.heldBytes += size;
      return newSlab(size);
    }
    const sealed = this.#current;
    this.#current = this.#spare.pop() ?? newSlab(SLAB_BYTES);
    this.heldBytes += SLAB_BYTES;
    if (sealed.alive * 2 < sealed.bytes.length) this.#empty(sealed);
    return this.#current;
  }

  #reset(slab: Slab): void {
    slab.used = 0;
    slab.newest = null;
    if (slab !== this.#current) this.#drop(slab);
  }

  /** Moves the messages that live on to the current slab. */
  #empty(slab: Slab): void {
    let next = slab.newest;
    while (next !== null) {
      const message = next;
      next = message.older;
      if (message.holders === 0) continue;
      const size = message.propertiesBytes + message.bodyBytes;
      const target = this.#current.used + size > SLAB_BYTES ? this.#open(size) : this.#current;
      copyBlock(slab, message.offset, message.offset + size, target, target.used);
      message.slab = target;
      message.offset = target.used;
      target.used += size;
      target.alive += size;
      message.older = target.newest;
      target.newest = message;
    }
    slab.alive = 0;
    slab.used = 0;
    slab.newest = null;
    this.#drop(slab);
  }

  #drop(slab: Slab): void {
    this.heldBytes -= slab.bytes.length;
    if (slab.bytes.length === SLAB_BYTES && this.#spare.length < SPARE_SLABS) this.#spare.push(slab);
  }
}
