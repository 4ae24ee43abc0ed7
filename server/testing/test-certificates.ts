import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key: where they are, and what is in them. */
export interface TestCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

/** An authority of its own, in a temporary folder. */
export class TestAuthority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'warren-ca-'));
  readonly #name: string;
  #serial = 1;

  constructor(name: string) {
    this.#name = name;
    const subject = ['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE'];
    this.#openssl(['req', '-x509', ...this.#newKey('ca'), ...subject, '-days', '2', '-out', this.#at('ca.crt')]);
  }

  get file(): string {
    return this.#at('ca.crt');
  }

  get cert(): string {
    return readFileSync(this.file, 'utf8');
  }

  /** For a server, which is reached at 127.0.0.1 and localhost, or for a client. The subject as `/O=Warren/CN=ann`. */
  issue(subject: string, days = 1): TestCertificate {
    const name = `${this.#name}-${this.#serial}`;
    const [request, certFile, extensions] = [this.#at(`${name}.csr`), this.#at(`${name}.crt`), this.#at('extensions')];
    writeFileSync(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    this.#openssl(['req', '-new', ...this.#newKey(name), '-subj', subject, '-out', request]);
    const signer = ['-CA', this.file, '-CAkey', this.#at('ca.key'), '-set_serial', String(this.#serial++)];
    const rest = ['-days', String(days), '-extfile', extensions, '-out', certFile];
    this.#openssl(['x509', '-req', '-in', request, ...signer, ...rest]);
    const keyFile = this.#at(`${name}.key`);
    return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  }

  /** A file beside the certificates. */
  write(name: string, text: string): string {
    writeFileSync(this.#at(name), text);
    return this.#at(name);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #newKey(name: string): string[] {
    return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', this.#at(`${name}.key`)];
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }

  #openssl(args: readonly string[]): void {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
