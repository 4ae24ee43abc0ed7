import { fileURLToPath } from 'node:url';

// Plain JavaScript, because Next reads this at each start of the server and would have to compile it first.

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` checks the types of everything; doing it again would double the time of the first start.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  // A browser asks an HTTP/1.1 server for six files at a time: few large ones come sooner than many small ones. In bytes of source.
  experimental: { turbopackChunking: { minChunkSize: 1_000_000, maxMergeChunkSize: 2_000_000 } },
  // The host in the address bar may be either name of this machine.
  allowedDevOrigins: ['localhost', '127.0.0.1'],
  // While a page gives way to another one there is no link to the icon, and browsers ask for the old name.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // `next dev` would else write files for coding assistants into the tree.
  agentRules: false,
};

export default config;
