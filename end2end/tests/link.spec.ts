import { linkIn } from '../mailbox.ts';
import { somebody } from '../people.ts';
import { expect, test } from '../soundings.ts';

test.use({ mail: true });

test('a link by e-mail signs in once', async ({ page, visit, mailbox }) => {
  const { name, email } = await somebody('Developer');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'E-mail me a link instead' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();

  await expect.poll(() => mailbox.mails.length).toBe(1);
  const [mail] = mailbox.mails;
  expect(mail.to).toBe(email);
  expect(mail.subject).toBe('Sign in to Soundings');
  const link = linkIn(mail);

  // A mail scanner that looks at the link does not use it up.
  const scanner = await visit();
  await scanner.goto(link);
  await expect(scanner.getByText(name)).toBeVisible();

  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name.split(' ')[0]);

  await scanner.getByRole('button', { name: 'Sign in' }).click();
  await expect(scanner.getByText('does not work any more').first()).toBeVisible();
  await scanner.goto(link);
  await expect(scanner.getByRole('heading', { name: 'does not work any more' })).toBeVisible();
  await expect(scanner.getByRole('button')).toHaveCount(0);
});

test('an address that nobody has gets the same words, and no mail', async ({ page, mailbox }) => {
  const { email } = await somebody('Developer');
  const words: string[] = [];
  for (const typed of ['nobody@example.com', email]) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(typed);
    await page.getByRole('button', { name: 'E-mail me a link instead' }).click();
    await expect(page).toHaveURL(/\/sign-in\/sent$/);
    words.push(await page.getByRole('main').innerText());
  }
  expect(words[0]).toBe(words[1]);
  // The mail for the second has come, so the first would have.
  await expect.poll(() => mailbox.mails.map(({ to }) => to)).toEqual([email]);
});

test('a link that never was says what to do', async ({ page }) => {
  await page.goto('/link/nothing-of-the-kind');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('does not work any more');
  await page.getByRole('link', { name: 'Ask for a new link' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});
