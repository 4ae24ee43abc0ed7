import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { join } from 'node:path';
import type { Config } from './config';
import { prepareDataFolder } from './data-folder';
import { readDefinitionsFile } from './definitions-file';
import { openGateway } from './gateway/gateway';
import { explainListenError } from './listen-error';
import { describeError, type Log } from './log';
import { projectRoot } from './project-root';
import { startEmbeddedEngine } from './thread/embedded-engine';
import { reachableHost } from './thread/reachable-host';
import { readTlsFiles } from './tls-files';
import { VERSION } from './version';
import { AmqpWebSocket } from './web/amqp-websocket';
import { openDashboard } from './web/dashboard';
import { createHttpServer, createHttpsServer, listenHttp } from './web/http-server';
import { inlineScriptSources } from './web/inline-scripts';
import { PageRequests } from './web/page-requests';
import { securityHeaders } from './web/security-headers';
import { SessionFile } from './web/session-file';
import { SessionStore } from './web/session-store';
import { SignInLimit } from './web/sign-in-limit';

const MINUTE_MS = 60_000;

export interface WarrenServer {
  /** Null when HTTPS alone is served. */
  readonly httpUrl: string | null;
  readonly amqpUrl: string;
  /** Null without TLS. */
  readonly httpsUrl: string | null;
  readonly amqpsUrl: string | null;
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
export async function startServer({ config, log: write, onDeath }: ServerOptions): Promise<WarrenServer> {
  if (!config.ephemeral) prepareDataFolder(config.dataDir);
  const definitions = readDefinitionsFile(config.definitions);
  const tls = readTlsFiles(config);
  const root = projectRoot();
  const engine = startEmbeddedEngine({ config, version: VERSION, definitions, tls, log: write, onDeath });
  const log: Log = (level, text) => {
    write(level, text);
    engine.logged(level, text);
  };
  const dashboard = openDashboard({ mode: config.dashboard, dir: root, log });
  const sessions = new SessionStore({
    idleMs: config.sessionIdleMinutes * MINUTE_MS,
    maxSessions: config.maxSessions,
    now: Date.now,
    file: config.ephemeral ? undefined : openSessionFile(config, log),
  });
  const amqpWebSocket = new AmqpWebSocket(engine, config.allowedOrigins);
  const httpServer = createHttpServer({
    engine,
    sessions,
    limit: new SignInLimit(config.signInAttemptsPerMinute, Date.now),
    dashboard,
    pages: new PageRequests({ engine, sessions }),
    amqpWebSocket,
    addHeaders: securityHeaders(config.dashboard === 'development', inlineScriptSources(root)),
    bodyLimitBytes: config.httpBodyLimitBytes,
    log,
  });
  const listen = async (server: Server | TlsServer, port: number, scheme: 'http' | 'https'): Promise<string> => {
    const place = { host: config.host, port };
    const got = await listenHttp(server, place).catch((failure: unknown) => {
      throw new Error(explainListenError(failure, { ...place, option: `--${scheme}-port` }));
    });
    const tell = (): void => engine.httpListening({ ...place, port: got, isTls: scheme === 'https' });
    engine.ready.then(tell, () => {});
    return `${scheme}://${reachableHost(config.host)}:${got}`;
  };
  const httpsServer = tls && createHttpsServer(httpServer, tls);
  // Whoever asks while messages are brought back is told how far that is.
  const listening = Promise.all([
    config.httpPort === null ? null : listen(httpServer, config.httpPort, 'http'),
    httpsServer && config.httpsPort !== null ? listen(httpsServer, config.httpsPort, 'https') : null,
  ]);
  const [[httpUrl, httpsUrl]] = await Promise.all([listening, engine.ready]).catch((failure: unknown) => {
    httpServer.close();
    httpsServer?.close();
    throw failure;
  });
  const { maxPlaygroundClients } = config;
  const gateway = openGateway({ httpServer, engine, sessions, maxPlaygroundClients, log });
  return {
    httpUrl,
    httpsUrl,
    amqpUrl: engine.amqpUrl,
    amqpsUrl: engine.amqpsUrl,
    async stop() {
      const closed = new Promise<void>((resolve) => httpServer.close(() => resolve()));
      httpsServer?.close();
      gateway.close();
      await engine.close();
      amqpWebSocket.close();
      sessions.close();
      httpServer.closeAllConnections();
      httpsServer?.closeAllConnections();
      await closed;
      await dashboard.close().catch(() => {});
    },
  };
}

function openSessionFile({ dataDir }: Config, log: Log): SessionFile {
  return new SessionFile(join(dataDir, 'sessions.json'), (failure) =>
    log('warn', `sessions will not outlive this process: ${describeError(failure)}`),
  );
}
