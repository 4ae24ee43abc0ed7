export interface LimitText {
  readonly name: string;
  readonly label: string;
  readonly help: string;
}

export const vhostLimitTexts: readonly LimitText[] = [
  {
    name: 'max-connections',
    label: 'Connections',
    help: 'How many clients may be connected to the vhost at once. 0 lets nobody in.',
  },
  {
    name: 'max-queues',
    label: 'Queues',
    help: 'How many queues the vhost may have. Those that are there already stay.',
  },
];

export const userLimitTexts: readonly LimitText[] = [
  { name: 'max-connections', label: 'Connections', help: 'How many connections the user may have open at once.' },
  { name: 'max-channels', label: 'Channels', help: 'How many channels the user may have open, over all connections.' },
];
