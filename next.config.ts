import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  turbopack: { root: import.meta.dirname },
  // The host in the address bar may be either name of this machine.
  allowedDevOrigins: ['localhost', '127.0.0.1'],
};

export default config;
