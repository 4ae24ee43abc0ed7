export type ArgumentKind = 'string' | 'number' | 'boolean' | 'json';

/** An argument or policy key that the broker knows, in plain words. `server/broker` decides what it does. */
export interface KnownArgument {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly label: string;
  readonly help: string;
  readonly example: string;
}
