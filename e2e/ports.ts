/** Ports of the server under test; apart from the defaults, so that a Warren in use is not disturbed. */
export const HTTP_PORT = Number(process.env['WARREN_E2E_HTTP_PORT'] ?? 28672);
export const AMQP_PORT = Number(process.env['WARREN_E2E_AMQP_PORT'] ?? 28572);
