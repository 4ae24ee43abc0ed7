import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

test('a topic topology is built, bound and unbound with the keyboard alone', async ({ page, vhost }) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  const { keyboard } = page;

  await keyboard.press('e');
  await expect(stage.dialog.getByLabel('Name')).toBeFocused();
  await keyboard.type('animals');
  await stage.dialog.getByRole('radio', { name: /^topic/i }).focus();
  await keyboard.press('Space');
  await stage.dialog.getByRole('button', { name: 'Declare', exact: true }).focus();
  await keyboard.press('Enter');
  await expect(stage.exchange('animals')).toBeVisible();

  await keyboard.press('q');
  await expect(stage.dialog.getByLabel('Name')).toBeFocused();
  await keyboard.type('rabbits');
  await keyboard.press('Enter');
  await expect(stage.queue('rabbits')).toBeVisible();

  await stage.exchange('animals').focus();
  await keyboard.press('b');
  await expect(stage.dialog).toBeVisible();
  await stage.dialog.getByRole('combobox').last().focus();
  await keyboard.type('rabbits');
  await expect(page.getByRole('option', { name: 'rabbits' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await stage.dialog.getByLabel(/^Binding key/).focus();
  await keyboard.type('*.*.rabbit');
  await keyboard.press('Enter');
  await expect
    .poll(() => api('GET', `/bindings/${vhost}/e/animals/q/rabbits`))
    .toMatchObject([{ routing_key: '*.*.rabbit' }]);
});
