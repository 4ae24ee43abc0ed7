import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCopy } from './clients/message-copy';
import { isThere, messagesFor, snippetPrograms } from './clients/snippet-programs';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

for (const program of snippetPrograms.scripts) {
  for (const { what, message } of messagesFor(program)) {
    test(`a message with ${what}, copied as ${program.id}, is published as it was`, async ({ skip }) => {
      if (!(await isThere(program)))
        skip(`${program.needs.join(' ')} does not work here: npm run test:clients needs it`);
      await expect(checkCopy(server, program, message)).resolves.toBeUndefined();
    });
  }
}
