import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import {
  CI,
  CI_SPEED,
  close,
  comment,
  EDITOR,
  openSurvey,
  option,
  RECOMMEND,
  REVIEW,
  send,
  WISH,
  waveOf,
} from '../survey.ts';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'about an island');

const back = 'Your answers from before are back.';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
});

test('progress counts what is answered of what is asked', async ({ page }) => {
  await openWithCompanion(page);
  const progress = page.getByRole('status');
  await expect(progress).toContainText(/^0 of \d+ answered/);
  const asked = async () => Number(/of (\d+)/.exec(await progress.innerText())?.[1]);
  const before = await asked();
  await option(page, EDITOR, /^4/).check();
  await comment(page, WISH).fill('Faster checks.');
  await expect(progress).toContainText(`2 of ${before} answered`);
  await option(page, CI, 'Most days').check();
  await expect(progress).toContainText(/^3 of/);
  expect(await asked()).toBeGreaterThan(before);
  await option(page, EDITOR, 'No answer').check();
  await expect(progress).toContainText(/^2 of/);
});

test('digits answer and go on to the next question, and back by Shift and Tab', async ({ page }) => {
  await openWithCompanion(page);
  await option(page, EDITOR, /^1/).focus();
  await page.keyboard.press('4');
  await expect(option(page, EDITOR, /^4/)).toBeChecked();
  // The next question in sight is a choice; its options are counted from 1.
  await page.keyboard.press('1');
  await expect(page.getByRole('group', { name: 'How often did you use the developer portal' }).getByLabel('Not in the last quarter')).toBeChecked();
});

test('on a scale to ten a 1 waits for the 0 that may follow', async ({ page }) => {
  await openWithCompanion(page);
  const recommend = (value: string) =>
    page.getByRole('group', { name: RECOMMEND }).locator(`input[value="${value}"]`);
  const press = async (keys: string) => {
    await recommend('0').focus();
    await page.keyboard.type(keys);
  };
  await press('1');
  await expect(recommend('1')).toBeChecked();
  await expect(recommend('1')).toBeFocused();
  await page.keyboard.press('0');
  await expect(recommend('10')).toBeChecked();
  // Only now the keyboard has gone on, and nothing was answered there.
  await expect(page.getByRole('group', { name: RECOMMEND }).locator(':focus')).toHaveCount(0);
  await expect(page.getByRole('status')).toContainText(/^1 of/);

  await press('0');
  await expect(recommend('0')).toBeChecked();
  await press('17');
  await expect(recommend('7')).toBeChecked();
  // A 1 that the keyboard has left is no half of a ten any more.
  await press('1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('0');
  await expect(recommend('0')).toBeChecked();
  await expect(page.getByRole('status')).toContainText(/^1 of/);
});

test('a survey that has closed leaves no draft in the browser', async ({ page, visit }) => {
  const survey = await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await comment(page, WISH).fill('Too late.');
  await expect.poll(() => kept(page)).toHaveLength(1);
  const draft = await page.evaluate(() => ({ ...localStorage }));
  await close(await visit('Researcher'), waveOf(survey));

  // Somebody who sends it too late finds everything on the page, and nothing in the browser.
  await send(page);
  await expect(comment(page, WISH)).toHaveValue('Too late.');
  await expect.poll(() => kept(page)).toEqual([]);
  await comment(page, WISH).fill('Typed on.');
  expect(await kept(page)).toEqual([]);

  // Somebody who comes back later, too.
  await page.evaluate((lines) => Object.assign(localStorage, lines), draft);
  expect(await kept(page)).toHaveLength(1);
  await page.goto(survey);
  await expect(page.getByRole('heading', { name: 'This survey is closed' })).toBeVisible();
  await expect.poll(() => kept(page)).toEqual([]);
});

test('a digit in a comment is a digit', async ({ page }) => {
  await openWithCompanion(page);
  await comment(page, WISH).focus();
  await page.keyboard.type('12 days');
  await expect(comment(page, WISH)).toHaveValue('12 days');
  await expect(comment(page, WISH)).toBeFocused();
});

test('Enter in a question sends nothing by accident', async ({ page }) => {
  const survey = await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(survey);
  await expect(option(page, EDITOR, /^4/)).toBeChecked();
});

test('what is filled in survives leaving the page, and is gone after sending', async ({ page }) => {
  const survey = await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await option(page, CI, 'Most days').check();
  await option(page, CI_SPEED, /^2/).check();
  await comment(page, WISH).fill('Half a thought & “more”.');
  await expect(page.getByRole('status')).toContainText('kept in this browser');

  await page.goto('/');
  await page.goto(survey);
  await expect(page.getByText(back)).toBeVisible();
  await expect(option(page, EDITOR, /^4/)).toBeChecked();
  await expect(option(page, CI_SPEED, /^2/)).toBeChecked();
  await expect(comment(page, WISH)).toHaveValue('Half a thought & “more”.');
  await expect(page.getByRole('status')).toContainText(/^4 of/);

  await send(page);
  await expect(page.getByText('Your answers count', { exact: true })).toBeVisible();
  await expect.poll(() => kept(page)).toEqual([]);
});

test('what is filled in before the script arrives is kept, and no draft writes over it', async ({ page }) => {
  const survey = await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await option(page, CI, 'Most days').check();
  await comment(page, WISH).fill('An old thought.');
  await expect(page.getByRole('status')).toContainText('kept in this browser');

  let arrive = () => {};
  const slow = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/*.wasm', async (route) => {
    await slow;
    await route.continue();
  });
  await page.goto(survey);
  await option(page, EDITOR, /^2/).check();
  await comment(page, WISH).fill('A newer thought.');
  arrive();
  await expect(page.getByRole('status')).toContainText('kept in this browser');
  await expect(option(page, EDITOR, /^2/)).toBeChecked();
  await expect(option(page, CI, 'Most days')).toBeChecked();
  await expect(comment(page, WISH)).toHaveValue('A newer thought.');

  await page.unroute('**/*.wasm');
  await page.reload();
  await expect(page.getByText(back)).toBeVisible();
  await expect(option(page, EDITOR, /^2/)).toBeChecked();
  await expect(comment(page, WISH)).toHaveValue('A newer thought.');
});

test('starting afresh empties the form and the draft', async ({ page }) => {
  await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await comment(page, WISH).fill('Never mind.');
  await expect(page.getByRole('status')).toContainText('kept in this browser');
  await page.reload();
  await expect(page.getByText(back)).toBeVisible();
  await page.getByRole('button', { name: 'Start afresh' }).click();
  await expect(option(page, EDITOR, /^4/)).not.toBeChecked();
  await expect(comment(page, WISH)).toHaveValue('');
  await expect(page.getByText(back)).toBeHidden();
  await expect(page.getByRole('status')).toContainText(/^0 of/);

  await page.reload();
  await expect(page.getByRole('status')).toContainText(/^0 of/);
  await expect(page.getByText(back)).toBeHidden();
  await expect(option(page, EDITOR, /^4/)).not.toBeChecked();
});

test('signing out leaves no draft in the browser', async ({ page, server }) => {
  const { name } = await signIn(page, server.url, 'Developer');
  await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await expect.poll(() => kept(page)).toHaveLength(1);
  await page.locator('summary', { hasText: `Account of ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect(await kept(page)).toEqual([]);
});

test('somebody else in the same browser does not get the draft', async ({ page, context, server }) => {
  const survey = await openWithCompanion(page);
  await option(page, EDITOR, /^4/).check();
  await expect.poll(() => kept(page)).toHaveLength(1);
  // The session ends without signing out.
  await context.clearCookies();
  await signIn(page, server.url, 'Manager');
  await page.goto(survey);
  await expect(page.getByRole('status')).toContainText(/^0 of/);
  await expect(option(page, EDITOR, /^4/)).not.toBeChecked();
});

test('a form that came back is newer than any draft', async ({ page }) => {
  await openWithCompanion(page);
  await option(page, EDITOR, /^5/).check();
  await option(page, REVIEW, /^2/).check();
  await option(page, EDITOR, /^5/).evaluate((input: HTMLInputElement) => (input.value = '6'));
  await send(page);
  await expect(page.getByRole('alert')).toContainText('“6” is not on the scale');
  await expect(page.getByText(back)).toBeHidden();
  await expect(option(page, REVIEW, /^2/)).toBeChecked();
  await expect(page.getByRole('status')).toContainText(/^1 of/);
});

/** Opens the survey and waits until the island is there. */
async function openWithCompanion(page: import('@playwright/test').Page): Promise<string> {
  const survey = await openSurvey(page);
  await expect(page.getByRole('status')).toBeVisible();
  return survey;
}

/** Names of what the browser keeps of surveys. */
async function kept(page: import('@playwright/test').Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')));
}
