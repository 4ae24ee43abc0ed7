import { type ErrorCase, hard } from './error-case';
import { frame, headerFrame, methodFrame } from './raw-frames';

/** A method frame whose payload is given in hex. */
function rawMethod(channel: number, hex: string): Uint8Array {
  return frame(1, channel, Buffer.from(hex, 'hex'));
}

/** Errors for which RabbitMQ has other words, Erlang terms most of them, or none. */
export const OWN_ERRORS: readonly ErrorCase[] = [
  hard(503, { classId: 60, methodId: 99 }, 'an unknown method', 'COMMAND_INVALID - unimplemented method', (client) =>
    client.write(rawMethod(1, '003c006300')),
  ),
  hard(502, 'basic.qos', 'a method cut short', 'SYNTAX_ERROR - a value runs past the end of its frame', (client) =>
    client.write(rawMethod(1, '003c000a000000')),
  ),
  hard(
    530,
    'channel.open',
    'a channel above channel-max',
    'NOT_ALLOWED - channel number 2048 is above the negotiated channel_max (2047)',
    (client) => client.send(2048, 'channel.open'),
  ),
  hard(501, null, 'a bad frame end', 'FRAME_ERROR - frame end octet is 205, not 206', (client) =>
    client.write(methodFrame(1, 'channel.flow').fill(0xcd, 12)),
  ),
  hard(
    501,
    null,
    'an over-long frame',
    'FRAME_ERROR - frame of 131073 bytes is above the frame-max of 131072',
    (client) => client.write(Uint8Array.of(3, 0, 1, 0, 2, 0, 1)),
  ),
  hard(501, null, 'an unknown frame type', 'FRAME_ERROR - unknown frame type 4', (client) =>
    client.write(frame(4, 1, Buffer.alloc(3))),
  ),
  hard(501, null, 'a heartbeat on a channel', 'FRAME_ERROR - heartbeat frame on a channel', (client) =>
    client.write(frame(8, 1, Buffer.alloc(0))),
  ),
  hard(
    501,
    'basic.publish',
    'a body longer than its header said',
    'FRAME_ERROR - content body frame exceeds remaining content size',
    (client) => client.write(methodFrame(1, 'basic.publish'), headerFrame(1, 1), frame(3, 1, Buffer.from('xy'))),
  ),
];
