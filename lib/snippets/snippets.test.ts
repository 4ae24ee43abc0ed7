import { expect, test } from 'vitest';
import { languages } from './languages';
import { plainJson, quoteHash, quotePhp, quoteRust, quoteShell, quoteTerraform } from './quoting';
import { greeting, passwordVariable, type SnippetSpec } from './snippet';

const queue = { name: 'orders', type: 'classic', durable: true, arguments: { 'x-max-length': 5 }, isNew: false };

const spec: SnippetSpec = {
  role: 'publish',
  host: 'broker.example',
  port: 5673,
  httpUrl: 'http://broker.example:15673',
  vhost: 'shop',
  user: 'ann',
  exchange: { name: 'events', type: 'topic', durable: true, arguments: {} },
  routingKey: 'order.created',
  queue,
  message: greeting,
  prefetch: 10,
};

for (const { id, load, declaresOnly } of languages) {
  test(`${id} names where it connects to and takes the password from the environment`, async () => {
    const write = await load();
    for (const role of ['publish', 'consume'] as const) {
      const text = write({ ...spec, role });
      expect(text).toContain('ann');
      expect(text).toContain('shop');
      expect(text).toContain(role === 'publish' ? 'events' : 'orders');
      expect(text).toContain(passwordVariable);
      expect(text).not.toMatch(/undefined|null,|NaN/);
      expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    }
  });

  test(`${id} changes with what is asked for`, async () => {
    const write = await load();
    // What Terraform declares is the same for who publishes and who consumes.
    const texts = [
      spec,
      ...(declaresOnly ? [] : [{ ...spec, role: 'consume' as const }]),
      { ...spec, role: 'consume' as const, queue: null },
      { ...spec, vhost: 'other' },
      ...(declaresOnly ? [] : [{ ...spec, message: { ...greeting, payload: 'other' } }]),
      ...(declaresOnly
        ? []
        : [{ ...spec, exchange: { ...spec.exchange, name: '' }, queue: { ...queue, isNew: true } }]),
    ].map(write);
    expect(new Set(texts).size).toBe(texts.length);
  });
}

test('names that would end a string, or begin an expression in it, stay text', () => {
  expect(quoteHash('a#{1}"b')).toBe('"a\\#{1}\\"b"');
  expect(quotePhp("it's $x \\")).toBe("'it\\'s $x \\\\'");
  expect(quotePhp('$x\n')).toBe('"\\$x\\n"');
  expect(quoteRust('a\u0001\b\\b')).toBe('"a\\u{0001}\\u{0008}\\\\b"');
  expect(quoteRust('\ud800')).toBe('"\\u{fffd}"');
  expect(quoteShell(plainJson({ a: "it's\u2028" }))).toBe(`'{"a":"it'\\''s\\u2028"}'`);
  expect(quoteShell("it's")).toBe("'it'\\''s'");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what must stay text.
  expect(quoteTerraform('${x} %{y}')).toBe('"$${x} %%{y}"');
});
