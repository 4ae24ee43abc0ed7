/** So many messages with so many bytes of body. */
export class Amount {
  messages: number;
  bytes: number;

  constructor(messages = 0, bytes = 0) {
    this.messages = messages;
    this.bytes = bytes;
  }

  add({ bodyBytes }: { readonly bodyBytes: number }): void {
    this.messages += 1;
    this.bytes += bodyBytes;
  }

  remove({ bodyBytes }: { readonly bodyBytes: number }): void {
    this.messages -= 1;
    this.bytes -= bodyBytes;
  }

  subtract({ messages, bytes }: Amount): void {
    this.messages -= messages;
    this.bytes -= bytes;
  }

  clear(): void {
    this.messages = 0;
    this.bytes = 0;
  }
}
