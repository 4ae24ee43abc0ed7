import { javascript, typescript } from './javascript';
import type { SnippetSpec } from './snippet';

type Writer = (spec: SnippetSpec) => string;

export interface Language {
  readonly id: string;
  readonly label: string;
  /** What has to be there first. */
  readonly install: string;
  readonly file: string;
  /** It makes what a program needs, and neither publishes nor consumes. */
  readonly declaresOnly?: true;
  /** Brings what writes the code. */
  readonly load: () => Promise<Writer>;
  /** The same where it need not be brought: of what is shown first. */
  readonly here?: Writer;
}

export const languages: readonly Language[] = [
  {
    id: 'javascript',
    label: 'JavaScript',
    install: 'npm install amqplib',
    file: 'app.mjs',
    load: async () => javascript,
    here: javascript,
  },
  {
    id: 'typescript',
    label: 'TypeScript',
    install: 'npm install amqplib @types/amqplib tsx',
    file: 'app.ts',
    load: async () => typescript,
  },
  {
    id: 'python',
    label: 'Python',
    install: 'pip install pika',
    file: 'app.py',
    load: () => import('./python').then((module) => module.python),
  },
  {
    id: 'go',
    label: 'Go',
    install: 'go get github.com/rabbitmq/amqp091-go',
    file: 'main.go',
    load: () => import('./go').then((module) => module.go),
  },
  {
    id: 'java',
    label: 'Java',
    install: 'com.rabbitmq:amqp-client:5.x',
    file: 'App.java',
    load: () => import('./java').then((module) => module.java),
  },
  {
    id: 'csharp',
    label: 'C#',
    install: 'dotnet add package RabbitMQ.Client',
    file: 'Program.cs',
    load: () => import('./csharp').then((module) => module.csharp),
  },
  {
    id: 'ruby',
    label: 'Ruby',
    install: 'gem install bunny',
    file: 'app.rb',
    load: () => import('./ruby').then((module) => module.ruby),
  },
  {
    id: 'php',
    label: 'PHP',
    install: 'composer require php-amqplib/php-amqplib',
    file: 'app.php',
    load: () => import('./php').then((module) => module.php),
  },
  {
    id: 'rust',
    label: 'Rust',
    install: 'cargo add lapin@2 futures-lite tokio --features tokio/full',
    file: 'main.rs',
    load: () => import('./rust').then((module) => module.rust),
  },
  {
    id: 'elixir',
    label: 'Elixir',
    install: 'elixir app.exs installs it',
    file: 'app.exs',
    load: () => import('./elixir').then((module) => module.elixir),
  },
  {
    id: 'rabbitmqadmin',
    label: 'rabbitmqadmin',
    install: 'cargo install rabbitmqadmin',
    file: 'app.sh',
    load: () => import('./tools').then((module) => module.rabbitmqadmin),
  },
  {
    id: 'curl',
    label: 'curl',
    install: 'curl 7.82 or newer',
    file: 'app.sh',
    load: () => import('./tools').then((module) => module.curl),
  },
  {
    id: 'terraform',
    label: 'Terraform',
    install: 'terraform init',
    file: 'main.tf',
    declaresOnly: true,
    load: () => import('./tools').then((module) => module.terraform),
  },
];
