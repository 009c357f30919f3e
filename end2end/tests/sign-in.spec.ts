import { fillInSignIn, signIn, somebody } from '../people.ts';
import { expect, test } from '../soundings.ts';

const refusal = 'This e-mail and password do not go together.';

test('a person with the right password is let in', async ({ page }) => {
  const { name, email, password } = await somebody('Developer');
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await fillInSignIn(page, email, password);
  await expect(page).toHaveURL(/\/$/);
  const [firstName] = name.split(' ');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(firstName);
});

test('a wrong password and an unknown person get the same words', async ({ page }) => {
  const { email } = await somebody('Developer');
  const answers: string[] = [];
  for (const typed of [email, 'nobody@example.com']) {
    await page.goto('/sign-in');
    await fillInSignIn(page, typed, 'not the password at all');
    const summary = page.getByRole('alert');
    await expect(summary).toContainText(refusal);
    await expect(page.getByLabel('E-mail')).toHaveValue(typed);
    await expect(page.getByLabel('Password')).toHaveValue('');
    answers.push((await page.getByRole('main').innerText()).replaceAll(typed, ''));
  }
  expect(answers[0]).toBe(answers[1]);
});

test('the words of a refusal lead to the field', async ({ page }) => {
  await page.goto('/sign-in');
  await fillInSignIn(page, 'nobody@example.com', 'not the password at all');
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
});

test('signing in goes on to the page that was asked for', async ({ page }) => {
  const { email, password } = await somebody('Researcher');
  await page.goto('/items/new');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillInSignIn(page, email, 'a slip of the finger');
  await expect(page.getByRole('alert')).toContainText(refusal);
  await fillInSignIn(page, email, password);
  await expect(page).toHaveURL(/\/items\/new$/);
});

test('signing in never goes on to another site', async ({ page, baseURL }) => {
  const { email, password } = await somebody('Developer');
  for (const elsewhere of ['https://example.com/', '//example.com', '/\\example.com']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await fillInSignIn(page, email, password);
    await expect(page).toHaveURL(`${baseURL}/`);
  }
});

test('signing out ends the session, here and on the server', async ({ page, context, baseURL }) => {
  const { name } = await signIn(page, baseURL ?? '', 'Developer');
  const cookies = await context.cookies();
  await page.goto('/results');
  await page.locator('summary', { hasText: `Account of ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(cookies);
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('guessing is slowed down, and says how long to wait', async ({ page, baseURL }) => {
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const guess = await page.request.post('/sign-in', {
      form: { email: 'nobody@example.com', password: `guess number ${attempt}` },
      headers: { origin: baseURL ?? '' },
    });
    expect(guess.status()).toBe(422);
  }
  await page.goto('/sign-in');
  await fillInSignIn(page, 'nobody@example.com', 'guess number 11');
  await expect(page.getByText('Too many attempts').first()).toBeVisible();
  await expect(page.getByText(/Wait .+, then try again/)).toBeVisible();
});

test('a new password signs every other browser out', async ({ page, visit }) => {
  const elsewhere = await visit('Developer');
  const { email, password } = await somebody('Developer');
  const fresh = 'seven fathoms up again';
  await page.goto('/sign-in?next=/account');
  await fillInSignIn(page, email, password);

  await page.getByLabel('Present password').fill('not this one at all');
  await page.getByLabel('New password', { exact: true }).fill(fresh);
  await page.getByLabel('New password again').fill(`${fresh}!`);
  await page.getByRole('button', { name: 'Change your password' }).click();
  const summary = page.getByRole('alert');
  await expect(summary.getByRole('link')).toHaveCount(2);

  await page.getByLabel('Present password').fill(password);
  await page.getByLabel('New password', { exact: true }).fill(fresh);
  await page.getByLabel('New password again').fill(fresh);
  await page.getByRole('button', { name: 'Change your password' }).click();
  await expect(page.getByText('Your new password is set.')).toBeVisible();

  await elsewhere.goto('/');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await fillInSignIn(elsewhere, email, password);
  await expect(elsewhere.getByRole('alert')).toContainText(refusal);
  await fillInSignIn(elsewhere, email, fresh);
  await expect(elsewhere).toHaveURL(/\/$/);
});

test('without a mail server nobody is offered a link by e-mail', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'E-mail me a link instead' })).toHaveCount(0);
  await expect(page.getByText('Ask an administrator for a sign-in link.')).toBeVisible();
});
