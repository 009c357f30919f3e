import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '../accessible.ts';
import { signIn, somebody } from '../people.ts';
import { expect, test } from '../soundings.ts';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
});

/** An interview with the sample's developer who agreed to notes; gives its address. */
async function held(page: Page): Promise<string> {
  const { name } = await somebody('Developer');
  await page.goto('/interviews/new');
  await page.getByLabel('With whom').fill(name);
  await page.getByLabel('Guide', { exact: true }).selectOption({ label: 'Workflow walk-through' });
  await page.getByLabel('Day').fill('2026-12-14');
  await page.getByLabel('Begins at').fill('14:30');
  await page.getByRole('button', { name: 'Plan the interview' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const address = new URL(page.url()).pathname;
  await page.getByLabel('6 months').check();
  await page.getByLabel('All researchers').check();
  await page.getByRole('group', { name: 'May words be shown' }).getByLabel('No', { exact: true }).check();
  await page.getByLabel('They know this, and agreed to it').check();
  await page.getByRole('button', { name: 'Record it and begin' }).click();
  await page.goto(address);
  return address;
}

/** A file as a recorder writes it, with a line that it broke off. */
function recording(name: string): Buffer {
  const text = `WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v ${name}>We waited for the build.\n\n00:xx\n`;
  return Buffer.from(text);
}

test('a transcript is brought in, read, and replaced only when that is meant', async ({ page }) => {
  const { name } = await somebody('Developer');
  const address = await held(page);
  await page.getByRole('link', { name: 'Bring in a transcript' }).click();
  const file = { name: 'talk.vtt', mimeType: 'text/vtt', buffer: recording(name) };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await expect(page.getByText('“talk.vtt” was read as WebVTT')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What to look at' })).toBeVisible();
  await expect(page.locator('.said-note')).toContainText('We waited for the build.');

  await page.getByText('Replace it by another file', { exact: true }).click();
  const other = { name: 'talk.txt', mimeType: 'text/plain', buffer: Buffer.from('Grace: It was fine.') };
  await page.getByLabel('File').setInputFiles(other);
  await page.getByRole('button', { name: 'Yes, replace it' }).click();
  await expect(page.locator('.said-note')).toHaveText(/Grace: It was fine\./);

  await page.goto(address);
  await page.getByText('Transcript, in 1 part').click();
  await page.getByRole('link', { name: 'Transcript, part 1 of 1' }).click();
  await expect(page.locator('.said-note')).toContainText('It was fine.');
});

test('names are found and replaced for good', async ({ page }) => {
  const { name } = await somebody('Developer');
  const address = await held(page);
  await page.goto(`${address}/transcript`);
  const buffer = Buffer.from(`Ada: I asked ${name}. ${name} waited for Zebulon.`);
  await page.getByLabel('File').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer });
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await page.goto(address);
  await page.getByRole('link', { name: 'Replace names in the notes' }).click();
  await expect(page.getByRole('checkbox', { name }).first()).toBeChecked();
  await page.getByLabel('Other words').fill('Zebulon');
  await page.getByText('Replace what is ticked', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, replace them' }).click();
  await expect(page.getByText('Replaced in 3 places.')).toBeVisible();
  await page.goto(`${address}/transcript`);
  await expect(page.locator('.said-note')).toContainText('I asked [person A]. [person A] waited for [name].');
});

test('no page of this keeps anybody out', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script; the HTML is the same');
  test.setTimeout(90_000);
  const { name } = await somebody('Developer');
  const address = await held(page);
  await page.goto(`${address}/transcript`);
  await expectAccessibleEverywhere(page);
  const file = { name: 'talk.vtt', mimeType: 'text/vtt', buffer: recording(name) };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await expectAccessibleEverywhere(page);
  for (const path of [address, `${address}/redact`, '/account/kept', '/interviews']) {
    await page.goto(path);
    await expectAccessibleEverywhere(page);
  }
});
