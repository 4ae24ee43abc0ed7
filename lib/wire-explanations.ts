/** What each method of AMQP 0-9-1 does, in plain words, for somebody who sees it on the wire. */
export const wireExplanations: Readonly<Record<string, string>> = {
  'connection.start': 'The broker says who it is, what it can do, and by which ways a client may prove who it is.',
  'connection.start-ok': 'The client says who it is and proves it. The proof, usually a password, is hidden here.',
  'connection.secure': 'The broker wants a further proof of who the client is.',
  'connection.secure-ok': 'The client gives the further proof. It is hidden here.',
  'connection.tune':
    'The broker says the most it takes: channels, bytes in a frame, seconds between two signs of life.',
  'connection.tune-ok': 'The client says which limits will hold; it may ask for less than was offered.',
  'connection.open': 'The client chooses the virtual host that it works in.',
  'connection.open-ok': 'The virtual host is there and the user may use it: the connection can be worked with.',
  'connection.close': 'One side ends the connection, and says why with a number and a text. 200 is a plain goodbye.',
  'connection.close-ok': 'The other side has read the goodbye. Nothing comes after this.',
  'connection.blocked':
    'The broker is short of memory or disk space: it reads no more messages of this client for now.',
  'connection.unblocked': 'The broker has room again and goes on reading.',
  'connection.update-secret': 'The client hands in a new credential before the old one runs out. It is hidden here.',
  'connection.update-secret-ok': 'The broker has taken the new credential.',

  'channel.open': 'The client opens a channel: a conversation of its own inside this connection.',
  'channel.open-ok': 'The channel is open.',
  'channel.flow': 'One side asks the other to stop sending messages on this channel, or to go on.',
  'channel.flow-ok': 'The other side has stopped, or goes on.',
  'channel.close':
    'One side ends the channel and says why. Sent by the broker, it is an error; the rest of the connection lives on.',
  'channel.close-ok': 'The other side has read it. The channel is gone.',

  'access.request': 'A leftover of older versions of AMQP: the client asks for access. It means nothing today.',
  'access.request-ok': 'The answer to that leftover. It means nothing today.',

  'exchange.declare':
    'The client wants this exchange to be there. It is made, unless there is one with the same settings.',
  'exchange.declare-ok': 'The exchange is there.',
  'exchange.delete': 'The client wants this exchange to be gone, with its bindings.',
  'exchange.delete-ok': 'The exchange is gone.',
  'exchange.bind': 'The client binds an exchange to another one: what the source gets goes on to the destination.',
  'exchange.bind-ok': 'The binding is there.',
  'exchange.unbind': 'The client takes a binding between two exchanges away.',
  'exchange.unbind-ok': 'The binding is gone.',

  'queue.declare':
    'The client wants this queue to be there. It is made, unless there is one with the same settings. Without a name the broker makes one up.',
  'queue.declare-ok': 'The queue is there; with it come its name, its ready messages and its consumers.',
  'queue.bind': 'The client binds a queue to an exchange: messages that fit the binding are copied to the queue.',
  'queue.bind-ok': 'The binding is there.',
  'queue.purge': 'The client throws all ready messages of a queue away. Unacked ones stay.',
  'queue.purge-ok': 'The messages are gone; this is how many they were.',
  'queue.delete': 'The client wants this queue to be gone, with the messages in it.',
  'queue.delete-ok': 'The queue is gone, and so many messages with it.',
  'queue.unbind': 'The client takes the binding of a queue away.',
  'queue.unbind-ok': 'The binding is gone.',

  'basic.qos': 'The client says how many messages it takes without having acknowledged them: the prefetch.',
  'basic.qos-ok': 'The prefetch holds for the consumers that come now, or for the whole channel when it is global.',
  'basic.consume': 'The client becomes a consumer: the broker sends it the messages of this queue as they come.',
  'basic.consume-ok': 'The consumer is there; the tag is its name on this channel.',
  'basic.cancel': 'The consumer ends. Sent by the broker, its queue has gone away.',
  'basic.cancel-ok': 'The consumer has ended. What it holds it may still acknowledge.',
  'basic.publish':
    'The client gives the broker a message for an exchange. Its properties and its body follow in frames of their own.',
  'basic.return':
    'No queue wanted a message that was published as mandatory: it comes back. Its properties and its body follow.',
  'basic.deliver':
    'The broker gives a message to a consumer. Its properties and its body follow. The delivery tag is how the client will speak of it.',
  'basic.get': 'The client asks for one message of a queue.',
  'basic.get-ok': 'Here is one. Its properties and its body follow.',
  'basic.get-empty': 'The queue has no ready message.',
  'basic.ack':
    'From a client: it is done with a delivery, and the broker may forget it. From the broker: it has a published message safely. With multiple it means all up to this one.',
  'basic.reject': 'The client does not want a delivery: it goes back to the queue, or away for good.',
  'basic.recover-async':
    'The client wants everything that it holds unacknowledged again. An older way without an answer.',
  'basic.recover': 'The client wants everything that it holds unacknowledged again.',
  'basic.recover-ok': 'The deliveries are on their way back.',
  'basic.nack':
    'From a client: it does not want a delivery, or all up to this one. From the broker: it could not keep a published message.',

  'confirm.select': 'From now on the broker confirms each message that is published on this channel.',
  'confirm.select-ok': 'Confirms are on. The first message that is published from here on has the number 1.',

  'tx.select': 'From now on what is published and acknowledged on this channel waits for a commit.',
  'tx.select-ok': 'Transactions are on.',
  'tx.commit': 'The client wants all that has waited to count, or nothing of it.',
  'tx.commit-ok': 'All that has waited counts now.',
  'tx.rollback': 'The client takes back all that has waited.',
  'tx.rollback-ok': 'All that has waited is forgotten.',
};

/** And of the frames that are no methods. */
export const frameExplanations = {
  header: 'The properties of the message that was just announced, its headers, and how long its body is.',
  body: 'The body of the message, or a piece of it when it is longer than a frame.',
  heartbeat: 'A sign of life. It says nothing else.',
  'protocol-header': 'The first bytes of a connection: the client says which protocol it wants to speak.',
  unreadable: 'The broker cannot read this frame.',
} as const;
