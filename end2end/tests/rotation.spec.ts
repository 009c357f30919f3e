import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '../accessible.ts';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Researcher');
});

/** From the list of who is due to a planned interview; gives its path. */
async function planTheMostUrgent(page: Page): Promise<string> {
  await page.goto('/interviews');
  await page.getByRole('link', { name: 'Who is due' }).click();
  await page.getByRole('link', { name: /^Plan an interview with/ }).first().click();
  await expect(page.getByLabel('With whom')).not.toHaveValue('');
  const inAMonth = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000);
  await page.getByLabel('Day').fill(inAMonth.toISOString().slice(0, 10));
  await page.getByLabel('Begins at').fill('14:30');
  await page.getByLabel('Where').fill('Room 4');
  await page.getByRole('button', { name: 'Plan the interview' }).click();
  await expect(page.getByRole('heading', { name: 'Invitation' })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Makes the link to hand over; gives its path. */
async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.locator('.one-time-link code').innerText();
  return new URL(link).pathname;
}

test('from who is due to “I’ll come”, and back', async ({ page, visit }) => {
  const address = await planTheMostUrgent(page);
  const link = await makeLink(page);
  const person = await visit();
  await person.goto(link);
  await expect(person.getByRole('heading', { level: 1 })).toContainText('A talk with');
  await person.getByRole('button', { name: 'I’ll come' }).click();
  await expect(person.getByText('You’re coming')).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('Coming', { exact: true })).toBeVisible();

  await person.getByRole('button', { name: 'Don’t ask me again' }).click();
  await expect(person.getByText('You won’t be asked again')).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('Called off', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Plan it again' })).toHaveCount(0);
  await person.getByRole('button', { name: 'I’ll come' }).click();
  await expect(person.getByText('You’re coming')).toBeVisible();
});

test('whoever was asked lately is not asked again, and somebody else is named', async ({ page }) => {
  await planTheMostUrgent(page);
  const email = await page.locator('.facts div', { hasText: 'Address' }).locator('dd').innerText();
  await page.goto(`/interviews/new?person=${encodeURIComponent(email)}`);
  await page.getByLabel('Day').fill('2027-01-14');
  await page.getByLabel('Begins at').fill('09:00');
  await page.getByRole('button', { name: 'Plan the interview' }).click();
  await expect(page.getByRole('alert')).toContainText('nobody is asked twice within 180 days');
  await expect(page.getByLabel('With whom')).toHaveValue(email);
});

test('the rules are changed where they are read', async ({ page }) => {
  await page.goto('/interviews/rotation');
  await page.getByText(/^Rules: 15 teams/).click();
  await page.getByLabel('Teams to talk with in a quarter').fill('none');
  await page.getByRole('button', { name: 'Save the rules' }).click();
  await expect(page.getByRole('alert')).toContainText('from 1 to 1000');
  await page.getByLabel('Teams to talk with in a quarter').fill('12');
  await page.getByRole('button', { name: 'Save the rules' }).click();
  await expect(page.getByText(/^Rules: 12 teams/)).toBeVisible();
});

test('no page of rotation keeps anybody out', async ({ page, visit, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script; the HTML is the same');
  test.setTimeout(90_000);
  await page.goto('/interviews/rotation');
  await expectAccessibleEverywhere(page);
  await planTheMostUrgent(page);
  await expectAccessibleEverywhere(page);
  const link = await makeLink(page);
  await expectAccessibleEverywhere(page);
  const person = await visit();
  await person.goto(link);
  await expectAccessibleEverywhere(person);
  await person.getByRole('button', { name: 'Not now' }).click();
  await expectAccessibleEverywhere(person);
  await person.goto('/invitation/none');
  await expectAccessibleEverywhere(person);
});
