import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '../accessible.ts';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';

/** A new theme of a researcher's; gives its address. */
async function write(page: Page, title: string): Promise<string> {
  await page.goto('/themes/new');
  await page.getByLabel('What was found').fill(title);
  await page.getByLabel('What it means').fill('It costs **a day**, mostly.');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

test('a theme gathers what somebody said, for and against', async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
  const title = `Waiting is a queue of one ${Date.now()}`;
  const theme = await write(page, title);
  await expect(page.getByText('Rests on: nothing yet.')).toBeVisible();

  await page.getByRole('link', { name: 'Add what somebody said' }).click();
  await page.getByLabel('Words of a highlight').fill('review');
  await page.getByRole('button', { name: 'Look' }).click();
  const words = await page.locator('blockquote').first().innerText();
  await page.getByRole('button', { name: 'For it', exact: true }).first().click();
  await expect(page).toHaveURL(theme);
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByText('Rests on: 1 team, 1 person. All for it')).toBeVisible();

  await page.getByRole('button', { name: 'Turn against it' }).click();
  await expect(page.getByText('All against it')).toBeVisible();
  await page.getByRole('button', { name: 'Take away' }).click();
  await expect(page.getByText(words)).toHaveCount(0);

  await page.goto('/themes');
  await expect(page.getByRole('link', { name: title })).toBeVisible();
  await page.goto(`${theme}/edit`);
  await page.getByLabel('Out of use').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto('/themes');
  await expect(page.getByRole('link', { name: title })).toBeHidden();
  await page.getByText(/^Out of use \(\d+\)$/).click();
  await expect(page.getByRole('link', { name: title })).toBeVisible();
});

test('a manager reads themes and agreed quotes, and no way leads to an interview', async ({
  page,
  server,
}) => {
  await signIn(page, server.url, 'Manager');
  await page.goto('/themes');
  const main = page.locator('main');
  await expect(main.getByRole('link', { name: 'New theme' })).toHaveCount(0);
  await main.locator('tbody a').first().click();
  await expect(page.getByRole('heading', { name: 'For it', exact: true })).toBeVisible();
  await expect(main.getByRole('button')).toHaveCount(0);
  await expect(main.locator('a[href*="/interviews"]')).toHaveCount(0);
  await page.goto('/jobs');
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible();
});

test('surveys and interviews of a team stand on one axis', async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
  await page.goto('/results');
  await page.getByRole('rowheader', { name: 'Wren & Halloway' }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Surveys and interviews' })).toBeVisible();
  await expect(page.getByRole('group', { name: /^Timeline of / })).toBeVisible();
});

test.describe('for everybody', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'axe is a script');

  test('no page of themes and jobs keeps anybody out', async ({ page, server }) => {
    test.setTimeout(120_000);
    for (const role of ['Researcher', 'Manager'] as const) {
      await signIn(page, server.url, role);
      await page.goto('/themes');
      await expectAccessibleEverywhere(page);
      await page.locator('main tbody a').first().click();
      await expectAccessibleEverywhere(page);
      if (role === 'Researcher') {
        await page.goto(`${new URL(page.url()).pathname}/evidence`);
        await expectAccessibleEverywhere(page);
      }
      await page.goto('/jobs');
      await expectAccessibleEverywhere(page);
    }
  });
});
