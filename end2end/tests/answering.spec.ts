import { fillInSignIn, signIn, somebody, takeUpOwnForm } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { CI, CI_SPEED, close, comment, EDITOR, openSurvey, option, REVIEW, send, WISH, waveOf } from '../survey.ts';

const counted = 'Your answers count';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
});

test('before the first question stands who will see what', async ({ page }) => {
  await openSurvey(page);
  const promise = page.getByRole('region', { name: 'Who will see what' });
  await expect(promise).toContainText('never for fewer than 5 answers');
  await expect(promise).toContainText(/which you share with \d+ other people/);

  // Nothing of it is folded away.
  await expect(promise.locator('details')).toHaveCount(0);
  const groups = promise.getByRole('table', { name: 'Groups your answers count in' });
  const rows = groups.getByRole('row').filter({ has: page.getByRole('rowheader') });
  const sizes = await rows.locator('[data-label="People"]').allInnerTexts();
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.every((size) => Number(size) >= 5)).toBe(true);
  await expect(groups.getByRole('rowheader', { name: 'Wren & Halloway' })).toBeVisible();
  for (const told of [
    'Everybody who can sign in',
    'its managers and those above',
    'Confidential: that you have answered is noted',
    'No name, no time, no address.',
    'Nobody sees any figure before it closes.',
    'groups of 10 responses or more',
    'Until the survey closes, somebody who has the database itself',
  ]) {
    await expect(promise.getByText(told).first()).toBeVisible();
  }
  // It is read at a glance: with any font it fits a screen of 1280 by 720.
  expect((await promise.boundingBox())?.height).toBeLessThan(720);

  const question = await page.getByRole('group', { name: CI }).boundingBox();
  const box = await promise.boundingBox();
  expect(box && question && box.y + box.height <= question.y).toBe(true);
});

test('what hangs on a tool is asked only of those who used it', async ({ page }) => {
  await openSurvey(page);
  const hanging = page.getByRole('group', { name: CI_SPEED });
  await expect(hanging).toBeHidden();
  await option(page, CI, 'Most days').check();
  await expect(hanging).toBeVisible();
  await option(page, CI, 'Not in the last quarter').check();
  await expect(hanging).toBeHidden();
});

test('answers are sent once, and the person is thanked and told what happens next', async ({
  page,
}) => {
  const survey = await openSurvey(page);
  await option(page, EDITOR, /^4/).check();
  await option(page, CI, 'Most days').check();
  await option(page, CI_SPEED, /^2/).check();
  await option(page, REVIEW, 'Doesn’t apply to me').check();
  await comment(page, WISH).fill('Faster checks.\n</textarea><b>Thank you</b>');
  await send(page);
  await expect(page).toHaveURL(`/answer/${waveOf(survey)}/done`);
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
  const thanks = page.getByRole('main');
  await expect(thanks).toContainText('Until the survey closes, only somebody who has the database');
  await expect(thanks).not.toContainText('leads');

  await page.goto(survey);
  await expect(page.getByRole('heading', { name: 'You have answered this survey' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send my answers' })).toHaveCount(0);
  await page.goto('/');
  await expect(page.getByText('Answered', { exact: true })).toBeVisible();
});

test('an answer can be taken back before sending', async ({ page }) => {
  await openSurvey(page);
  await option(page, EDITOR, /^4/).check();
  await option(page, EDITOR, 'No answer').check();
  await expect(option(page, EDITOR, /^4/)).not.toBeChecked();
});

test('a survey without one answer is not sent, and says so', async ({ page }) => {
  const survey = await openSurvey(page);
  await send(page);
  await expect(page).toHaveURL(survey);
  await expect(page.getByRole('alert')).toContainText('There is no answer yet.');
  await expect(page).toHaveTitle(/^Error: /);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
});

test('a value off the scale is pointed at, and everything else is kept', async ({ page }) => {
  await openSurvey(page);
  await option(page, REVIEW, /^3/).check();
  await option(page, CI, 'Most days').check();
  await option(page, CI_SPEED, /^2/).check();
  await comment(page, WISH).fill('Faster checks, please.');
  const stop = option(page, EDITOR, /^5/);
  await stop.check();
  await stop.evaluate((input: HTMLInputElement) => (input.value = '6'));
  await send(page);

  const summary = page.getByRole('alert');
  await expect(summary).toContainText('One thing needs another look');
  const link = summary.getByRole('link', { name: '“6” is not on the scale from 1 to 5' });
  await link.click();
  await expect(option(page, EDITOR, /^1/)).toBeFocused();
  await expect(page.getByRole('group', { name: EDITOR })).toHaveAccessibleDescription(
    /“6” is not on the scale/,
  );
  await expect(option(page, REVIEW, /^3/)).toBeChecked();
  await expect(option(page, CI_SPEED, /^2/)).toBeChecked();
  await expect(comment(page, WISH)).toHaveValue('Faster checks, please.');

  await option(page, EDITOR, /^5/).check();
  await send(page);
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
});

test('of two tabs the first that is sent counts, and the second is told', async ({
  page,
  context,
}) => {
  const survey = await openSurvey(page);
  const second = await context.newPage();
  await second.goto(survey);
  await option(page, EDITOR, /^4/).check();
  await option(second, EDITOR, /^1/).check();
  await send(page);
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
  await send(second);
  await expect(second.getByText('Your first answers count', { exact: true })).toBeVisible();
});

test('a survey that closes while somebody types loses nothing they typed', async ({
  page,
  visit,
}) => {
  const survey = await openSurvey(page);
  await option(page, EDITOR, /^4/).check();
  await comment(page, WISH).fill('A long thought that took me an hour.');
  await close(await visit('Researcher'), waveOf(survey));

  await send(page);
  await expect(page.getByRole('alert')).toContainText('closed before your answers arrived');
  await expect(comment(page, WISH)).toHaveValue('A long thought that took me an hour.');
  await expect(option(page, EDITOR, /^4/)).toBeChecked();
  await expect(page.getByRole('button', { name: 'Send my answers' })).toHaveCount(0);

  await page.goto(survey);
  await expect(page.getByRole('heading', { name: 'This survey is closed' })).toBeVisible();
});

test('after closing, nobody is told that answers of theirs are missing', async ({ page, visit }) => {
  const survey = await openSurvey(page);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
  await close(await visit('Researcher'), waveOf(survey));
  await page.reload();
  await expect(page.getByText('Who answered was forgotten when it closed')).toBeVisible();
  await expect(page.getByText('has no answers from you')).toHaveCount(0);
});

test('a session that ends while somebody types loses nothing: signing in sends it on', async ({
  page,
  context,
}) => {
  const { email, password } = await somebody('Developer');
  const survey = await openSurvey(page);
  await option(page, EDITOR, /^4/).check();
  await comment(page, WISH).fill('Typed before the session ended; “quoted” & <marked>.');
  await context.clearCookies();

  await send(page);
  await expect(page.getByRole('heading', { name: 'Sign in to go on' })).toBeVisible();
  for (const typed of ['not the password', password]) {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(typed);
    await takeUpOwnForm(page);
  }
  await expect(page).toHaveURL(`/answer/${waveOf(survey)}/done`);
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
});

test('a session that ended can be taken up from another tab', async ({ page, context }) => {
  const { email, password } = await somebody('Developer');
  const survey = await openSurvey(page);
  await option(page, EDITOR, /^4/).check();
  await context.clearCookies();
  await send(page);

  const opening = context.waitForEvent('page');
  await page.getByRole('link', { name: 'sign in in another tab' }).click();
  const other = await opening;
  await fillInSignIn(other, email, password);
  await expect(other).toHaveURL(/\/$/);
  await takeUpOwnForm(page);
  await expect(page).toHaveURL(`/answer/${waveOf(survey)}/done`);
  await expect(page.getByText(counted, { exact: true })).toBeVisible();
});

test('after signing in again, a mistake is still shown where it was made', async ({
  page,
  context,
}) => {
  const { email, password } = await somebody('Developer');
  const survey = await openSurvey(page);
  await option(page, REVIEW, /^3/).check();
  await option(page, EDITOR, /^5/).check();
  await option(page, EDITOR, /^5/).evaluate((input: HTMLInputElement) => (input.value = '6'));
  await context.clearCookies();
  await send(page);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await takeUpOwnForm(page);
  await expect(page.getByRole('alert')).toContainText('“6” is not on the scale');
  await option(page, EDITOR, /^5/).check();
  await send(page);
  await expect(page).toHaveURL(`/answer/${waveOf(survey)}/done`);
});
