import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { ClientCertificate, TlsInfo } from '@/server/broker/connection';

/** A certificate with its key, as PEM. */
export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
  /** The authorities that sign the certificates of clients; null for those that every program knows. */
  readonly ca: string | null;
  /** Whether clients are asked for a certificate, and may come without one. */
  readonly clientCert: 'none' | 'optional' | 'required';
}

/** What TLS says about the client at the other end of a socket whose handshake is over. */
export function tlsInfoOf(socket: TLSSocket): TlsInfo {
  const { standardName } = socket.getCipher();
  // TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384; in TLS 1.3 the key exchange is no part of it.
  const [, keyExchange, cipher = '', hash = ''] = /^TLS_(?:(.+)_WITH_)?(.+)_([A-Z0-9]+)$/.exec(standardName) ?? [];
  return {
    protocol: (socket.getProtocol() ?? '').toLowerCase(),
    keyExchange: keyExchange?.toLowerCase() ?? 'any',
    cipher: cipher.toLowerCase(),
    hash: /GCM|CCM|POLY1305/.test(standardName) ? 'aead' : hash.toLowerCase(),
    certificate: certificateOf(socket),
  };
}

/** Null unless the client has shown a certificate and one of our authorities has signed it. */
function certificateOf(socket: TLSSocket): ClientCertificate | null {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate || !socket.authorized) return null;
  const { CN } = (socket.getPeerCertificate() as Partial<PeerCertificate>).subject ?? {};
  // Several common names are one, with commas between them (RabbitMQ).
  const commonName = Array.isArray(CN) ? CN.join(',') : (CN ?? null);
  const validity = [certificate.validFrom, certificate.validTo].map((time) => new Date(time).toISOString()).join(' - ');
  const { subject, issuer } = certificate;
  return { subject: distinguishedName(subject), issuer: distinguishedName(issuer), validity, commonName };
}

/** Node gives one line for each part, the widest first and already escaped; RFC 4514 begins with the narrowest. */
function distinguishedName(lines: string): string {
  return lines.split('\n').reverse().join(',');
}
