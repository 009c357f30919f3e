import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '../accessible.ts';
import { signIn, somebody } from '../people.ts';
import { expect, test } from '../soundings.ts';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
});

const STORY = 'Think of the last change of yours that reached users. What was it, and when?';
const WAITED = 'Where did you wait? For what, and what did you do meanwhile?';

/** Plans an interview with the sample's developer. */
async function plan(page: Page): Promise<string> {
  const { name } = await somebody('Developer');
  await page.goto('/interviews');
  await page.getByRole('link', { name: 'Plan an interview' }).first().click();
  await page.getByLabel('With whom').fill(name);
  await page.getByLabel('Guide', { exact: true }).selectOption({ label: 'Workflow walk-through' });
  await page.getByLabel('Day').fill('2026-12-14');
  await page.getByLabel('Begins at').fill('14:30');
  await page.getByRole('button', { name: 'Plan the interview' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Records consent; gives the person's link. */
async function agree(page: Page): Promise<string> {
  await page.getByLabel('6 months').check();
  await page.getByLabel('All researchers').check();
  await page.getByRole('group', { name: 'May words be shown' }).getByLabel('No', { exact: true }).check();
  await page.getByLabel('They know this, and agreed to it').check();
  await page.getByRole('button', { name: 'Record it and begin' }).click();
  const link = await page.locator('.one-time-link code').innerText();
  return new URL(link).pathname;
}

async function takeNotes(page: Page): Promise<string> {
  const address = await plan(page);
  await agree(page);
  await page.goto(`${address}/notes`);
  return address;
}

test('an interview from its plan to what was said, and back', async ({ page, visit }) => {
  const { name } = await somebody('Developer');
  const address = await plan(page);
  const link = await agree(page);
  await page.goto(address);
  await page.getByRole('link', { name: 'Take notes' }).first().click();
  await page.getByRole('textbox', { name: STORY }).fill('The new search. **Three weeks** ago.');
  await page.getByRole('textbox', { name: WAITED }).fill('For a review: four days.\n\n> I forgot what it was about.');
  await page.getByRole('button', { name: 'Save all notes' }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.locator('strong', { hasText: 'Three weeks' })).toBeVisible();
  await expect(page.locator('blockquote')).toContainText('I forgot what it was about.');

  const person = await visit();
  await person.goto(link);
  await expect(person.getByText('For a review: four days.')).toBeVisible();
  await person.getByText('Take everything back', { exact: true }).click();
  await person.getByRole('button', { name: 'Yes, remove it for good' }).click();
  await expect(person.getByText('Nothing is kept here')).toBeVisible();
  await page.reload();
  await expect(page.getByText('It was withdrawn')).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
});

test('a guide is read, changed, and read again as it was', async ({ page }) => {
  await page.goto('/guides');
  await page.getByRole('link', { name: 'Jobs to be done' }).click();
  await expect(page.getByRole('heading', { name: 'What pulled and what held' })).toBeVisible();
  await page.getByRole('link', { name: 'Change' }).click();
  await page.getByLabel('Sections and questions').fill('Dear all');
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await expect(page.getByRole('alert')).toContainText('Line 1: Begin with a section');
  await page.getByLabel('Sections and questions').fill('# Only this (10 min)\n- Why?');
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await expect(page.getByRole('heading', { name: 'Only this' })).toBeVisible();
  await page.getByRole('link', { name: 'Version 1' }).click();
  await expect(page.getByRole('heading', { name: 'What pulled and what held' })).toBeVisible();
});

test('no page of an interview keeps anybody out', async ({ page, visit, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script; the HTML is the same');
  test.setTimeout(90_000);
  const address = await plan(page);
  await expectAccessibleEverywhere(page);
  const link = await agree(page);
  await expectAccessibleEverywhere(page);
  await page.goto(`${address}/notes`);
  await page.getByRole('textbox', { name: STORY }).fill('> Quoted.\n\n- one\n- two\n\n`code`');
  await expect(page.getByRole('status')).toHaveText('All notes are saved');
  await expectAccessibleEverywhere(page);
  await page.goto(`${address}/plan`);
  await expectAccessibleEverywhere(page);
  await page.goto(address);
  await expectAccessibleEverywhere(page);
  await page.goto('/interviews');
  await expectAccessibleEverywhere(page);
  const person = await visit();
  await person.goto(link);
  await expectAccessibleEverywhere(person);
  await person.goto('/consent/none');
  await expectAccessibleEverywhere(person);
});

test.describe('while one types', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'about an island');

  const state = (page: Page) => page.getByRole('status');

  test('notes are saved by themselves', async ({ page }) => {
    const address = await takeNotes(page);
    await expect(state(page)).toHaveText('All notes are saved');
    await page.getByRole('textbox', { name: STORY }).pressSequentially('The new search.');
    await expect(state(page)).toHaveText('All notes are saved');
    await page.goto(address);
    await expect(page.getByText('The new search.')).toBeVisible();
  });

  test('no word is lost when the connection and the server go', async ({ page, context, server }) => {
    const address = await takeNotes(page);
    const story = page.getByRole('textbox', { name: STORY });
    await story.pressSequentially('Before. ');
    await expect(state(page)).toHaveText('All notes are saved');

    await context.setOffline(true);
    await story.pressSequentially('Without a connection. ');
    await expect(state(page)).toContainText('No connection');
    await context.setOffline(false);
    await expect(state(page)).toHaveText('All notes are saved');

    await story.pressSequentially('While it fell');
    await server.crash();
    await story.pressSequentially(' over. ');
    await expect(state(page)).toContainText('No connection');
    await page.getByRole('textbox', { name: WAITED }).pressSequentially('For the server.');
    await server.restart();
    await expect(state(page)).toHaveText('All notes are saved', { timeout: 15_000 });
    await page.goto(address);
    await expect(page.getByText('Before. Without a connection. While it fell over.')).toBeVisible();
    await expect(page.getByText('For the server.')).toBeVisible();
  });

  test('a page that is closed without a connection has its notes when it is opened again', async ({ page, server }) => {
    const address = await takeNotes(page);
    await expect(state(page)).toHaveText('All notes are saved');
    await server.crash();
    await page.getByRole('textbox', { name: STORY }).pressSequentially('Kept in the browser.');
    await expect(state(page)).toContainText('No connection');
    await page.goto('about:blank');
    await server.restart();
    await page.goto(`${address}/notes`);
    await expect(page.getByRole('textbox', { name: STORY })).toHaveValue('Kept in the browser.');
    await expect(state(page)).toHaveText('All notes are saved');
    await page.goto(address);
    await expect(page.getByText('Kept in the browser.')).toBeVisible();
  });

  test('an ended session costs no word', async ({ page, context, server }) => {
    await takeNotes(page);
    const story = page.getByRole('textbox', { name: STORY });
    await expect(state(page)).toHaveText('All notes are saved');
    await context.clearCookies();
    await story.pressSequentially('After the session.');
    await expect(state(page)).toContainText('You are signed out');
    await signIn(page, server.url, 'Researcher');
    await expect(state(page)).toHaveText('All notes are saved', { timeout: 15_000 });
  });

  test('two windows of one person end with both texts', async ({ page, context }) => {
    const address = await takeNotes(page);
    await expect(state(page)).toHaveText('All notes are saved');
    const other = await context.newPage();
    await other.goto(`${address}/notes`);
    await expect(state(other)).toHaveText('All notes are saved');
    await other.getByRole('textbox', { name: STORY }).pressSequentially('In the other.');
    await expect(state(other)).toHaveText('All notes are saved');
    await page.getByRole('textbox', { name: STORY }).pressSequentially('In this one.');
    await expect(state(page)).toContainText('Another window had changed a note');
    await expect(page.getByRole('textbox', { name: STORY })).toHaveValue('In the other.\n\nIn this one.');
    await page.goto(address);
    await expect(page.getByText('In the other.')).toBeVisible();
    await expect(page.getByText('In this one.')).toBeVisible();
  });

  test('by keyboard alone: marks of time, and from note to note', async ({ page }) => {
    await takeNotes(page);
    await expect(state(page)).toHaveText('All notes are saved');
    await page.getByRole('textbox', { name: STORY }).focus();
    await page.keyboard.press('Alt+KeyT');
    await page.keyboard.type('it began');
    await expect(page.getByRole('textbox', { name: STORY })).toHaveValue(/^\[00:\d\d\] it began$/);
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.type('and went on');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(page.getByRole('textbox', { name: STORY })).toBeFocused();
    await expect(state(page)).toHaveText('All notes are saved');
  });
});
