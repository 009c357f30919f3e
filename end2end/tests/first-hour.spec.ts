import type { Page } from '@playwright/test';
import { expectToFit } from '../accessible.ts';
import { walk } from '../crawl.ts';
import { expect, test } from '../soundings.ts';
import { close, option, REVIEW, send } from '../survey.ts';

test.use({ organisation: 'none' });

const PASSWORD = 'seven fathoms and a half';

/** What each place of the menu says while there is nothing to show, and what to do about it. */
const EMPTY: Record<string, RegExp> = {
  Home: /No survey is waiting for you/,
  Results: /Nothing is published yet/,
  Programs: /No program yet/,
  Items: /Overall satisfaction/,
  Themes: /There is nothing yet/,
  Guides: /Workflow walk-through/,
  Teams: /There is no team yet/,
  People: /One person\./,
  Roster: /There is nobody on the roster yet/,
};

/** Two teams, with the administrator in one of them. */
const ROSTER = [
  'email,name,team,manager',
  'ada@example.com,Ada King,Engineering / Tools,yes',
  ...[1, 2, 3, 4, 5].map((n) => `tools${n}@example.com,Tools ${n},Engineering / Tools,no`),
  ...[1, 2, 3, 4, 5, 6].map((n) => `apps${n}@example.com,Apps ${n},Engineering / Apps,no`),
].join('\n');

/** What those in one of the teams say to one question: three of five are favourable. */
const ANSWERS = [/^4/, /^4/, /^5/, /^2/, /^3/];

/** The line that a server without an administrator prints. */
async function firstLink(output: () => string): Promise<string> {
  const find = () => /become the first:\s+(\S+\/link\/\S+)/.exec(output())?.[1];
  await expect.poll(find).toBeTruthy();
  return find() ?? '';
}

async function becomeAdmin(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill('Ada King');
  await page.getByLabel('Your e-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create the administrator' }).click();
  await expect(page.getByRole('heading', { name: 'Good to see you, Ada' })).toBeVisible();
}

test('an empty server makes its first administrator, and every page says what to do next', async ({
  page,
  server,
  visit,
  javaScriptEnabled,
}) => {
  const link = await firstLink(server.output);
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(link);
  await page.getByLabel('Your name').fill('Ada King');
  await page.getByLabel('Your e-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create the administrator' }).click();
  await expect(page.getByRole('alert')).toContainText('12');
  await expect(page.getByLabel('Your e-mail')).toHaveValue('ada@example.com');
  await becomeAdmin(page, link);

  // Whoever finds the line in a log later gets in no more.
  const other = await visit();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1 })).toContainText('does not work any more');

  const menu = page.getByRole('navigation', { name: 'Main' }).first();
  expect(await menu.getByRole('link').allInnerTexts()).toEqual(Object.keys(EMPTY));
  for (const [label, words] of Object.entries(EMPTY)) {
    await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: label }).click();
    await expect(page.getByRole('main'), label).toContainText(words);
  }
  // Nothing that one can get to from here is broken, and all of it fits on a phone.
  await page.setViewportSize({ width: 390, height: 800 });
  let pages = 0;
  await walk(page, async () => {
    pages += 1;
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByText('This page does not exist')).toHaveCount(0);
    await expectToFit(page);
  });
  expect(pages).toBeGreaterThan(12);
});

test('the first hour: roster in, program made, everybody invited, first answers, results', async ({
  page,
  server,
  visit,
  javaScriptEnabled,
}) => {
  test.setTimeout(60_000);
  await becomeAdmin(page, await firstLink(server.output));

  await page.goto('/roster');
  const file = { name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(ROSTER) };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'See what it would change' }).click();
  await page.locator('summary', { hasText: 'Apply these changes' }).click();
  await page.getByRole('button', { name: 'Yes, apply it' }).click();
  await expect(page.getByRole('main')).toContainText('This roster is applied');

  await page.goto('/programs/new');
  await expect(page.getByLabel('Unlinkable', { exact: true })).toBeChecked();
  if (!javaScriptEnabled) {
    await page.getByLabel('Unlinkable, or confidential for whoever chooses that').check();
  }
  await page.getByRole('button', { name: 'Create the program' }).click();
  await page.locator('summary', { hasText: 'Draft a wave' }).click();
  await page.getByRole('button', { name: 'Draft the wave' }).click();
  await page.locator('summary', { hasText: 'Open this wave' }).click();
  await expect(page.getByText('Open it to 12 people now?')).toBeVisible();
  await page.getByRole('button', { name: 'Yes, open it' }).click();
  await expect(page.getByText('Open', { exact: true }).first()).toBeVisible();
  const wave = new URL(page.url()).pathname.replace('/waves/', '');

  await page.goto('/people');
  await page.getByRole('link', { name: 'Invite everybody' }).click();
  await expect(page.getByText('11 people can’t sign in yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Yes, make 11 links' }).click();
  const lines = (await page.getByLabel('All of them, an address and a link a line').inputValue())
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(lines).toHaveLength(11);
  await page.goto('/people/invitations');
  await expect(page.getByText('Also 11 people whose link still works')).toBeVisible();
  await page.goto('/audit');
  await expect(page.getByRole('main')).toContainText('for everybody without a password: 11 people');

  const tools = lines.filter(([address]) => address.startsWith('tools'));
  for (const [index, [email, link]] of tools.entries()) {
    const developer = await visit();
    await developer.goto(link);
    await expect(developer.getByText(email)).toBeVisible();
    await expect(developer.getByText('another link from an administrator')).toBeVisible();
    await developer.getByLabel('Choose a password (optional)').fill(PASSWORD);
    await developer.getByRole('button', { name: 'Go on' }).click();
    await developer.getByRole('main').getByRole('link', { name: /^Quarterly/ }).click();
    await expect(developer.getByText('which you share with 5 other people')).toBeVisible();
    if (!javaScriptEnabled) {
      await developer.getByRole('link', { name: 'answer confidentially instead' }).first().click();
    }
    await option(developer, REVIEW, ANSWERS[index]).check();
    await send(developer);
    const thanks = javaScriptEnabled ? 'What you sent counts' : 'Your answers count';
    await expect(developer.getByText(thanks, { exact: true })).toBeVisible();
  }

  await close(page, wave);
  await page.locator('summary', { hasText: 'Publish the results' }).click();
  await page.getByRole('button', { name: 'Yes, publish' }).click();
  await page.getByRole('link', { name: 'See the results' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Quarterly developer');
  // Five answers are shown, as three of five; of the team that gave none, nothing is.
  const question = page.getByRole('row').filter({ hasText: REVIEW });
  await expect(question).toContainText('60%');
  await expect(question).toContainText('5 answers');
  const heat = page.getByRole('table', { name: /^Scores by team and dimension/ });
  await expect(heat.getByRole('row', { name: /^Apps/ })).toContainText('Withheld: fewer than 5 answers');
});
