import { csharp } from './csharp';
import { elixir } from './elixir';
import { go } from './go';
import { java } from './java';
import { javascript, typescript } from './javascript';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';
import { rust } from './rust';
import type { SnippetSpec } from './snippet';
import { curl, rabbitmqadmin, terraform } from './tools';

export interface Language {
  readonly id: string;
  readonly label: string;
  /** What has to be there first. */
  readonly install: string;
  readonly file: string;
  readonly write: (spec: SnippetSpec) => string;
}

export const languages: readonly Language[] = [
  { id: 'javascript', label: 'JavaScript', install: 'npm install amqplib', file: 'app.mjs', write: javascript },
  {
    id: 'typescript',
    label: 'TypeScript',
    install: 'npm install amqplib @types/amqplib tsx',
    file: 'app.ts',
    write: typescript,
  },
  { id: 'python', label: 'Python', install: 'pip install pika', file: 'app.py', write: python },
  { id: 'go', label: 'Go', install: 'go get github.com/rabbitmq/amqp091-go', file: 'main.go', write: go },
  { id: 'java', label: 'Java', install: 'com.rabbitmq:amqp-client:5.x', file: 'App.java', write: java },
  { id: 'csharp', label: 'C#', install: 'dotnet add package RabbitMQ.Client', file: 'Program.cs', write: csharp },
  { id: 'ruby', label: 'Ruby', install: 'gem install bunny', file: 'app.rb', write: ruby },
  { id: 'php', label: 'PHP', install: 'composer require php-amqplib/php-amqplib', file: 'app.php', write: php },
  {
    id: 'rust',
    label: 'Rust',
    install: 'cargo add lapin futures-lite tokio --features tokio/full',
    file: 'main.rs',
    write: rust,
  },
  { id: 'elixir', label: 'Elixir', install: 'elixir app.exs installs it', file: 'app.exs', write: elixir },
  {
    id: 'rabbitmqadmin',
    label: 'rabbitmqadmin',
    install: 'cargo install rabbitmqadmin',
    file: 'app.sh',
    write: rabbitmqadmin,
  },
  { id: 'curl', label: 'curl', install: 'curl 7.82 or newer', file: 'app.sh', write: curl },
  { id: 'terraform', label: 'Terraform', install: 'terraform init', file: 'main.tf', write: terraform },
];
