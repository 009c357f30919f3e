import type { Page } from '@playwright/test';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { CI, CI_SPEED, EDITOR } from '../survey.ts';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
});

test('rewording an item needs a word on whether trends may go on', async ({ page }) => {
  await page.goto('/items');
  await page.getByRole('link', { name: EDITOR }).click();
  await expect(page.getByRole('heading', { level: 1, name: EDITOR })).toBeVisible();

  const better = 'My editor kept up with the size of our code base.';
  await page.getByRole('textbox', { name: 'Question' }).fill(better);
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeVisible();
  await summary.getByRole('link').click();
  await expect(page.getByLabel('Yes, it is the same question said better')).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Question' })).toHaveValue(better);

  await page.getByLabel('Yes, it is the same question said better').check();
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await expect(page.getByText('The new wording is in force from the next wave')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: better })).toBeVisible();
  expect(await versions(page)).toEqual([
    ['2', '1', better],
    ['1', '1', EDITOR],
  ]);

  await page.getByRole('textbox', { name: 'Question' }).fill('My editor was pleasant to use.');
  await page.getByLabel('No, it asks something else now').check();
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  expect((await versions(page))[0]).toEqual(['3', '2', 'My editor was pleasant to use.']);
});

test('of two people who reword at once, the second is told', async ({ page, visit }) => {
  await page.goto('/items');
  await page.getByRole('link', { name: EDITOR }).click();
  const second = await visit('Admin');
  await second.goto(page.url());
  for (const [at, wording] of [
    [page, 'My editor was fast.'],
    [second, 'My editor was quick.'],
  ] as const) {
    await at.getByRole('textbox', { name: 'Question' }).fill(wording);
    await at.getByLabel('Yes, it is the same question said better').check();
    await at.getByRole('button', { name: 'Save as the next version' }).click();
  }
  await expect(page.getByText('The new wording is in force')).toBeVisible();
  await expect(second.getByRole('alert')).toBeVisible();
  await expect(second.getByRole('textbox', { name: 'Question' })).toHaveValue('My editor was quick.');
});

test('an item of one’s own is written, and what is missing is pointed at', async ({ page }) => {
  await page.goto('/items/new');
  await page.getByRole('textbox', { name: 'Question' }).fill('Which <b>editor</b> did you use most?');
  await page.getByRole('button', { name: 'Add the item' }).click();
  const summary = page.getByRole('alert');
  await expect(summary.getByRole('link').first()).toBeVisible();
  for (const link of await summary.getByRole('link').all()) {
    const target = await link.getAttribute('href');
    await expect(page.locator(`[id="${target?.slice(1)}"]`)).toHaveCount(1);
  }

  await page.getByLabel('Short name').fill('editor-choice');
  await page.getByLabel('Dimension').selectOption({ label: 'Tooling' });
  await page.getByLabel('One of several options').check();
  await page.getByRole('textbox', { name: 'Options' }).fill('Vim\nEmacs\nAnother');
  await page.getByRole('button', { name: 'Add the item' }).click();
  await expect(page).toHaveURL(/\/items\/[0-9a-f-]+$/);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Which <b>editor</b> did you use most?');
  await expect(page.getByRole('main')).toContainText('Emacs');
});

test('a program is built: items are added, moved and taken out, and previewed', async ({ page }) => {
  await page.goto('/programs/new');
  await page.getByLabel('Name').fill('Monthly pulse');
  await page.getByLabel('Nothing yet').check();
  await page.getByRole('button', { name: 'Create the program' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Monthly pulse' })).toBeVisible();
  await expect(page.getByText('It asks nothing yet')).toBeVisible();

  for (const wording of [EDITOR, 'My computer was fast enough for what I do.']) {
    await page
      .getByLabel('Add an item from the bank')
      .selectOption({ label: `Tooling: ${wording}` });
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  }
  expect(await asked(page)).toEqual([EDITOR, 'My computer was fast enough for what I do.']);

  await page.getByRole('button', { name: 'Move up: machine' }).click();
  expect(await asked(page)).toEqual(['My computer was fast enough for what I do.', EDITOR]);
  await page.getByRole('button', { name: 'Move down: machine' }).click();
  expect(await asked(page)).toEqual([EDITOR, 'My computer was fast enough for what I do.']);
  await expect(page.getByRole('button', { name: 'Move up: editor' })).toBeDisabled();

  await page.getByRole('button', { name: 'Ask no more: machine' }).click();
  expect(await asked(page)).toEqual([EDITOR]);

  await page.getByRole('link', { name: 'Preview' }).click();
  await expect(page.getByRole('group', { name: EDITOR })).toBeVisible();
  await expect(page.getByRole('button', { name: /Send/ })).toHaveCount(0);
});

test('an item that hangs on another comes and goes with it', async ({ page }) => {
  await page.goto('/programs/new');
  await page.getByLabel('Name').fill('Checks only');
  await page.getByLabel('Nothing yet').check();
  await page.getByRole('button', { name: 'Create the program' }).click();
  await page
    .getByLabel('Add an item from the bank')
    .selectOption({ label: `Feedback loops: ${CI_SPEED}` });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  expect(await asked(page)).toEqual([CI, CI_SPEED]);
  await page.getByRole('button', { name: 'Ask no more: ci-use' }).click();
  await expect(page.getByText('It asks nothing yet')).toBeVisible();
});

test('a wave is drafted, given dates, and thrown away', async ({ page }) => {
  await page.goto('/programs');
  await page.getByRole('link', { name: 'Quarterly developer experience' }).click();
  await page.getByText('Draft a wave', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Quarter' }).fill('2031-Q2');
  await page.getByRole('button', { name: 'Draft the wave' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Q2 2031' })).toBeVisible();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();

  await page.getByLabel('Opens on').fill('2031-04-20');
  await page.getByLabel('Closes on').fill('2031-04-10');
  await page.getByRole('button', { name: 'Save the dates' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Opens on').fill('2031-04-10');
  await page.getByLabel('Closes on').fill('2031-04-20');
  await page.getByRole('button', { name: 'Save the dates' }).click();
  await expect(page.getByRole('main')).toContainText('10 April 2031');

  await page.getByText('Throw this draft away').click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Quarterly developer');
  await expect(page.getByRole('link', { name: 'Q2 2031' })).toHaveCount(0);
});

test('an open wave is closed and published, each after a second word', async ({ page }) => {
  await page.goto('/programs');
  await page.getByRole('link', { name: 'Quarterly developer experience' }).click();
  const open = page.getByRole('row').filter({ hasText: 'Open' }).getByRole('link');
  const quarter = await open.innerText();
  await open.click();
  const confirm = page.getByRole('button', { name: 'Yes, close it' });
  await expect(confirm).toBeHidden();
  await page.getByText('Close this wave', { exact: true }).click();
  await expect(page.getByText('Nobody can answer any more')).toBeVisible();
  await confirm.click();
  await expect(page.getByText('Closed', { exact: true }).first()).toBeVisible();

  const publish = page.getByRole('button', { name: 'Yes, publish' });
  await expect(publish).toBeHidden();
  await page.getByText('Publish the results', { exact: true }).click();
  await publish.click();
  await page.getByRole('link', { name: 'See the results' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Quarterly developer');
  await expect(page.getByRole('main')).toContainText(quarter);
  await expect(page.getByRole('table', { name: /^Scores by team and dimension/ })).toBeVisible();
});

test('a step that somebody else has taken already is refused with a reason', async ({
  page,
  visit,
}) => {
  await page.goto('/programs');
  await page.getByRole('link', { name: 'Quarterly developer experience' }).click();
  await page.getByRole('row').filter({ hasText: 'Open' }).getByRole('link').click();
  await page.getByText('Close this wave', { exact: true }).click();
  const second = await visit('Researcher');
  await second.goto(page.url());
  await second.getByText('Close this wave', { exact: true }).click();
  await second.getByRole('button', { name: 'Yes, close it' }).click();
  await page.getByRole('button', { name: 'Yes, close it' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('summary', { hasText: 'Publish the results' })).toBeVisible();
});

/** The rows of the table of versions. */
async function versions(page: Page): Promise<string[][]> {
  const table = page.getByRole('table', { name: /^Wordings of this item/ });
  const rows = await table.getByRole('row').filter({ has: page.getByRole('cell') }).all();
  return Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
}

/** What a program asks, in order, after a change has come back. */
async function asked(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button') });
  return rows.getByRole('link').allInnerTexts();
}
