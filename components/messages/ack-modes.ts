import type { GetAckMode } from '@/lib/management-api';

export interface AckModeText {
  readonly value: GetAckMode;
  readonly label: string;
  readonly help: string;
  /** The verb on the button, with a count after it. */
  readonly verb: string;
  readonly removes: boolean;
  readonly outcome: string;
}

export const ackModes: readonly AckModeText[] = [
  {
    value: 'ack_requeue_true',
    label: 'Look',
    verb: 'Look at',
    help: 'Read messages and put them back in their places. They are marked as redelivered.',
    removes: false,
    outcome: 'They are back in the queue.',
  },
  {
    value: 'ack_requeue_false',
    label: 'Take',
    verb: 'Take',
    help: 'Read messages and acknowledge them: they leave the queue for good.',
    removes: true,
    outcome: 'They have left the queue. This is the only copy.',
  },
  {
    value: 'reject_requeue_true',
    label: 'Reject, return',
    verb: 'Reject and return',
    help: 'Reject each message back into its place, as a failing consumer would. Delivery limits count it.',
    removes: false,
    outcome: 'They are back in the queue.',
  },
  {
    value: 'reject_requeue_false',
    label: 'Reject',
    verb: 'Reject',
    help: 'Reject messages for good: to the dead letter exchange if the queue has one, else they are lost.',
    removes: true,
    outcome: 'They have left the queue.',
  },
];

export function ackModeText(mode: GetAckMode): AckModeText {
  return ackModes.find(({ value }) => value === mode) ?? (ackModes[0] as AckModeText);
}
