import { startTestBroker } from '@/server/testing/start-test-broker';
const b = await startTestBroker();
console.log(b.url);
process.on('SIGTERM', () => process.exit(0));
