import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '../accessible.ts';
import { signIn, somebody } from '../people.ts';
import { expect, test } from '../soundings.ts';

const STORY = 'Think of the last change of yours that reached users. What was it, and when?';
const TEXT = 'We waited four days. Nobody knew why.\n\nThen it was fast. I made a script.';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
});

/** An interview with one note; gives its address. */
async function interview(page: Page): Promise<string> {
  const { name } = await somebody('Developer');
  await page.goto('/interviews/new');
  await page.getByLabel('With whom').fill(name);
  await page.getByLabel('Guide', { exact: true }).selectOption({ label: 'Workflow walk-through' });
  await page.getByLabel('Day').fill('2026-12-14');
  await page.getByLabel('Begins at').fill('14:30');
  await page.getByRole('button', { name: 'Plan the interview' }).click();
  const address = new URL(page.url()).pathname;
  await page.getByLabel('6 months').check();
  await page.getByLabel('All researchers').check();
  await page.getByRole('group', { name: 'May words be shown' }).getByLabel('No', { exact: true }).check();
  await page.getByLabel('They know this, and agreed to it').check();
  await page.getByRole('button', { name: 'Record it and begin' }).click();
  await page.goto(`${address}/notes`);
  await page.getByRole('textbox', { name: STORY }).fill(TEXT);
  await page.getByRole('button', { name: 'Save all notes' }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  return address;
}

/** The sample's codebook. */
async function codebook(page: Page): Promise<void> {
  await page.goto('/codebook');
  await expect(page.getByRole('link', { name: 'Waiting for a review' })).toBeVisible();
}

/** Chooses a tag in the fold of its group. */
async function choose(page: Page, group: string, tag: string): Promise<void> {
  await page.locator('.pick-group summary', { hasText: group }).first().click();
  await page.locator('.pick-group').getByText(tag, { exact: true }).click();
}

const sentence = (page: Page, words: string) => page.getByRole('checkbox', { name: words });

test('sentences are marked, tagged, changed and finished', async ({ page }) => {
  const address = await interview(page);
  await page.getByRole('link', { name: 'Mark and tag' }).click();
  // A click on the words ticks them, as does the keyboard.
  await page.getByText('We waited four days.').click();
  await expect(sentence(page, 'We waited four days.')).toBeChecked();
  await sentence(page, 'Nobody knew why.').focus();
  await page.keyboard.press('Space');
  await choose(page, 'Waiting', 'Waiting for a review');
  await page.getByText('Negative', { exact: true }).click();
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.locator('mark', { hasText: 'We waited four days.' })).toBeVisible();
  await expect(page.locator('.highlight', { hasText: 'Nobody knew why.' })).toContainText('Negative');

  // By names, and only some words.
  await page.getByText('I made a script.').click();
  await page.getByRole('textbox', { name: 'Tags by name' }).first().fill('Pressing retry, Nonsense');
  await page.getByLabel('Only these words').fill('a script');
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('There is no tag “Nonsense”');
  await expect(sentence(page, 'I made a script.')).toBeChecked();
  await page.getByRole('textbox', { name: 'Tags by name' }).first().fill('pressing retry');
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.locator('mark', { hasText: /^a script$/ })).toBeVisible();

  const own = page.locator('li.highlight', { hasText: '“a script”' });
  await own.getByText('Change').click();
  await own.getByLabel('Tags by name').fill('Pressing retry, Red without reason');
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own).toContainText('Red without reason');

  await page.getByText('I am done', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, I am done' }).click();
  await expect(page.getByText('Nobody else has finished coding this interview yet')).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('link', { name: '2 highlights by 1 coder' })).toBeVisible();
});

test('a tag is added, renamed, and merged with its history', async ({ page }) => {
  await codebook(page);
  await page.getByText('Add a tag', { exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Night work');
  await page.getByLabel('Below', { exact: true }).selectOption({ label: 'Waiting' });
  await page.getByRole('button', { name: 'Add the tag' }).click();
  await page.getByRole('link', { name: 'Night work' }).click();
  await page.getByText('Rename, describe or move it').click();
  await page.getByLabel('Name', { exact: true }).fill('Late work');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Late work' })).toBeVisible();
  await page.getByText('Merge into another').click();
  await page.getByLabel('Part of').selectOption({ label: 'Waiting / Waiting for access' });
  await page.getByRole('button', { name: 'Yes, merge them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Waiting for access' })).toBeVisible();
  await expect(page.getByText('renamed “Night work” to “Late work”')).toBeVisible();
});

test('no page of coding keeps anybody out', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script; the HTML is the same');
  test.setTimeout(120_000);
  await codebook(page);
  await expectAccessibleEverywhere(page);
  await page.getByRole('link', { name: 'Waiting for a review' }).click();
  await expectAccessibleEverywhere(page);
  await page.goto('/codebook/agreement');
  await expectAccessibleEverywhere(page);
  const address = await interview(page);
  await page.goto(`${address}/coding`);
  await page.getByText('We waited four days.').click();
  await choose(page, 'Waiting', 'Waiting for a review');
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await page.locator('li.highlight').getByText('Change').click();
  await expectAccessibleEverywhere(page);
  await page.getByText('I am done', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, I am done' }).click();
  await expectAccessibleEverywhere(page);
});
