import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Config } from './config';

/** What TLS is served with, as PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca: string | null;
  /** The end of the certificate, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The files that the configuration names; null when nothing is to be served over TLS. Throws an Error of one line. */
export function readTlsFiles(config: Config): TlsFiles | null {
  if (config.amqpsPort === null && config.httpsPort === null) return null;
  if (config.tlsCert === '' || config.tlsKey === '') {
    throw new Error('TLS needs a certificate and its private key: give --tls-cert FILE and --tls-key FILE');
  }
  if (config.tlsClientCert !== 'none' && config.tlsCa === '') {
    throw new Error('--tls-client-cert needs the authorities that sign those certificates: give --tls-ca FILE');
  }
  const cert = read('--tls-cert', config.tlsCert);
  const key = read('--tls-key', config.tlsKey);
  const ca = config.tlsCa === '' ? null : read('--tls-ca', config.tlsCa);
  const certificate = orRefuse('--tls-cert', config.tlsCert, () => new X509Certificate(cert));
  orRefuse('--tls-key', config.tlsKey, () => createSecureContext({ cert, key }));
  if (ca !== null) orRefuse('--tls-ca', config.tlsCa, () => new X509Certificate(ca));
  return { cert, key, ca, expiresAt: Date.parse(certificate.validTo) };
}

function read(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (failure) {
    throw new Error(`${flag} ${path} cannot be read (${(failure as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
}

function orRefuse<T>(flag: string, path: string, use: () => T): T {
  try {
    return use();
  } catch (failure) {
    throw new Error(`${flag} ${path} cannot be used for TLS: ${(failure as Error).message}`);
  }
}
