import type { Config } from './config';
import { prepareDataFolder } from './data-folder';
import { readDefinitionsFile } from './definitions-file';
import { openGateway } from './gateway/gateway';
import { explainListenError } from './listen-error';
import type { Log } from './log';
import { projectRoot } from './project-root';
import { startEmbeddedEngine } from './thread/embedded-engine';
import { reachableHost } from './thread/reachable-host';
import { VERSION } from './version';
import { AmqpWebSocket } from './web/amqp-websocket';
import { openDashboard } from './web/dashboard';
import { createHttpServer, listenHttp } from './web/http-server';
import { inlineScriptSources } from './web/inline-scripts';
import { securityHeaders } from './web/security-headers';
import { SessionStore } from './web/session-store';
import { SignInLimit } from './web/sign-in-limit';

const MINUTE_MS = 60_000;

export interface WarrenServer {
  readonly httpUrl: string;
  readonly amqpUrl: string;
  /** Closes every connection and stops. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly config: Config;
  readonly log: Log;
  /** The broker has died under us. */
  readonly onDeath: (reason: string) => void;
}

/** Wires the whole server. Rejects with one line that says what is wrong and what to do. */
export async function startServer({ config, log, onDeath }: ServerOptions): Promise<WarrenServer> {
  if (!config.ephemeral) prepareDataFolder(config.dataDir);
  const definitions = readDefinitionsFile(config.definitions);
  const root = projectRoot();
  const engine = await startEmbeddedEngine({ config, version: VERSION, definitions, log, onDeath });
  const dashboard = openDashboard({ mode: config.dashboard, dir: root, log });
  const sessions = new SessionStore({
    idleMs: config.sessionIdleMinutes * MINUTE_MS,
    maxSessions: config.maxSessions,
    now: Date.now,
  });
  const amqpWebSocket = new AmqpWebSocket(engine, config.allowedOrigins);
  const httpServer = createHttpServer({
    engine,
    sessions,
    limit: new SignInLimit(config.signInAttemptsPerMinute, Date.now),
    dashboard,
    amqpWebSocket,
    addHeaders: securityHeaders(config.dashboard === 'development', inlineScriptSources(root)),
    bodyLimitBytes: config.httpBodyLimitBytes,
    log,
  });
  const { maxPlaygroundClients } = config;
  const gateway = openGateway({ httpServer, engine, sessions, maxPlaygroundClients, log });
  const place = { host: config.host, port: config.httpPort };
  const port = await listenHttp(httpServer, place).catch((failure: unknown) => {
    throw new Error(explainListenError(failure, { ...place, option: '--http-port' }));
  });
  engine.httpListening({ host: config.host, port });
  return {
    httpUrl: `http://${reachableHost(config.host)}:${port}`,
    amqpUrl: engine.amqpUrl,
    async stop() {
      const closed = new Promise<void>((resolve) => httpServer.close(() => resolve()));
      gateway.close();
      await engine.close();
      amqpWebSocket.close();
      sessions.close();
      httpServer.closeAllConnections();
      await closed;
      await dashboard.close().catch(() => {});
    },
  };
}
