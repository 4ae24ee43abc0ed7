'use client';

export function MessagesView() {
  return <h1>Messages</h1>;
}
