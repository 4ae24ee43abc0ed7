/** Why a server cannot listen, and what to do about it, in one line. */
export function explainListenError(error: unknown, place: { host: string; port: number; option: string }): string {
  const where = `port ${place.port} of ${place.host}`;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `${where} is taken; stop the program that uses it or choose another port with ${place.option}`;
    case 'EACCES':
      return `${where} may not be used by this user; choose a port above 1023 with ${place.option}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${place.host} is not an address of this machine; choose one with ${place.option.replace('port', 'host')}`;
    default:
      return `cannot listen on ${where}: ${(error as Error).message}`;
  }
}
