import type { Page } from '@playwright/test';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';

const STORY = 'Think of the last change of yours that reached users. What was it, and when?';
const WORDS = 'The zeppelin was ready, and nobody dared to start it.';

/** Plans an interview with somebody of whoever is due first; gives its path and their name. */
async function plan(page: Page): Promise<{ address: string; name: string }> {
  await page.goto('/interviews/rotation');
  await page.getByRole('link', { name: /^Plan an interview with/ }).first().click();
  const inAMonth = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000);
  await page.getByLabel('Guide', { exact: true }).selectOption({ label: 'Workflow walk-through' });
  await page.getByLabel('Day').fill(inAMonth.toISOString().slice(0, 10));
  await page.getByLabel('Begins at').fill('14:30');
  await page.getByLabel('Where').fill('Room 4');
  await page.getByRole('button', { name: 'Plan the interview' }).click();
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  return { address: new URL(page.url()).pathname, name };
}

async function oneTimeLink(page: Page): Promise<string> {
  return new URL(await page.locator('.one-time-link code').innerText()).pathname;
}

/** What a search for a word of the interview finds. */
async function search(page: Page) {
  await page.goto('/interviews/search');
  await page.getByLabel('Words').fill('zeppelin');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  return page.locator('.hit');
}

test('from a plan to evidence that a manager reads, until it is taken back', async ({ page, server, visit }) => {
  test.setTimeout(90_000);
  await signIn(page, server.url, 'Researcher');
  const { address, name } = await plan(page);

  // The person comes, without an account.
  await page.getByRole('button', { name: 'Make the link' }).click();
  const person = await visit();
  await person.goto(await oneTimeLink(page));
  await person.getByRole('button', { name: 'I’ll come' }).click();
  await expect(person.getByText('You’re coming')).toBeVisible();

  // They agree, and talk.
  await page.goto(address);
  await page.getByLabel('6 months').check();
  await page.getByLabel('All researchers').check();
  await page.getByLabel('Yes, without the name').check();
  await page.getByLabel('They know this, and agreed to it').check();
  await page.getByRole('button', { name: 'Record it and begin' }).click();
  const consent = await oneTimeLink(page);
  await page.goto(`${address}/notes`);
  await page.getByRole('textbox', { name: STORY }).fill(WORDS);
  await page.getByRole('button', { name: 'Save all notes' }).click();
  await expect(page.getByText(WORDS)).toBeVisible();

  // What they said is marked.
  await page.getByRole('link', { name: 'Mark and tag' }).click();
  await page.getByText(WORDS).click();
  await page.getByRole('textbox', { name: 'Tags by name' }).first().fill('Waiting for a review');
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.locator('mark', { hasText: WORDS })).toBeVisible();

  // It becomes evidence for a theme.
  await page.goto('/themes/new');
  await page.getByLabel('What was found').fill('Nobody dares to release');
  await page.getByLabel('What it means').fill('Whoever presses the button is blamed.');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nobody dares to release' })).toBeVisible();
  const theme = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Add what somebody said' }).click();
  await page.getByLabel('Words of a highlight').fill('zeppelin');
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByRole('button', { name: 'For it', exact: true }).first().click();
  await expect(page.getByText('Rests on: 1 team, 1 person. All for it')).toBeVisible();

  // It is found, as a note and as a highlight.
  await expect(await search(page)).toHaveCount(2);
  await page.locator('.hit a').first().click();
  await expect(page.getByText(WORDS).first()).toBeVisible();

  // A manager reads the words, and not whose they are.
  const manager = await visit('Manager');
  await manager.goto('/themes');
  await manager.getByRole('link', { name: 'Nobody dares to release' }).click();
  await expect(manager.getByText(WORDS)).toBeVisible();
  await expect(manager.getByText(name)).toHaveCount(0);
  await manager.goto(address);
  await expect(manager.getByText(WORDS)).toHaveCount(0);

  // The person takes everything back. A trace stays that there was something.
  await person.goto(consent);
  await expect(person.getByText(WORDS)).toBeVisible();
  await person.getByText('Take everything back', { exact: true }).click();
  await person.getByRole('button', { name: 'Yes, remove it for good' }).click();
  await expect(person.getByText('Nothing is kept here')).toBeVisible();
  for (const reader of [page, manager]) {
    await reader.goto(theme);
    await expect(reader.getByText('1 piece of evidence was taken back with the interview.')).toBeVisible();
    await expect(reader.getByText(WORDS)).toHaveCount(0);
  }
  await expect(await search(page)).toHaveCount(0);
  await expect(page.getByText('Nothing was found')).toBeVisible();
});

test('a search is narrowed, paged, and says what to do when it finds nothing', async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
  await page.goto('/interviews');
  await page.getByRole('link', { name: 'Search' }).first().click();
  await page.getByLabel('Words').fill('review');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  const hits = page.locator('.hit');
  await expect(hits.first()).toBeVisible();
  await expect(hits.locator('mark').first()).toHaveText(/review/i);
  const everything = await hits.count();

  await page.getByText('Narrow it down').click();
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Themes' });
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await expect(page.getByLabel('What', { exact: true })).toHaveValue('theme');
  expect(await hits.count()).toBeLessThan(everything);

  await page.getByLabel('Words').fill('review zeppelin');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nothing was found')).toBeVisible();
  await page.getByRole('link', { name: 'Look everywhere for these words' }).click();
  await expect(page.getByLabel('What', { exact: true })).toHaveValue('');
});
