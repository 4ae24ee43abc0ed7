import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { EarlyActsScript } from '@/components/layout/early-acts';
import { ThemeScript } from '@/components/layout/theme-script';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';
import { Providers } from './providers';

export const metadata: Metadata = {
  title: { default: 'Warren', template: '%s · Warren' },
  description: 'A RabbitMQ-compatible message broker that you can see.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f5ef' },
    { media: '(prefers-color-scheme: dark)', color: '#12110e' },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" data-theme="light" suppressHydrationWarning>
      <head>
        <ThemeScript />
        <EarlyActsScript />
      </head>
      <body>
        <Providers>
          <div className="isolate-root">{children}</div>
        </Providers>
      </body>
    </html>
  );
}
