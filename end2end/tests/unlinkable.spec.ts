/**
 * Answers that nobody can tie to a person, against the server itself: a token with the first answer,
 * answers with the token, and a way on from everything that can go wrong.
 */

import { readFileSync } from 'node:fs';
import type { Page, Request } from '@playwright/test';
import { fillInSignIn, signIn, somebody } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { close, comment, EDITOR, openWithToken, option, send, waveOf, WISH } from '../survey.ts';

const kept = 'This browser holds your token for this survey.';
const counted = 'What you sent counts';

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
});

test.describe('with script', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'about script');

  test('opening the survey asks nothing; answers go out as nobody', async ({ page, visit }) => {
    const requests: Request[] = [];
    page.on('request', (request) => request.method() === 'POST' && requests.push(request));
    const survey = await open(page);
    const wave = waveOf(survey);
    expect(requests).toEqual([]);
    expect(await storage(page, 'token')).toEqual({});

    // The token comes with the first answer, long before it is used.
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    await comment(page, WISH).fill('Faster checks & “quotes”.');
    await send(page);
    await expect(page).toHaveURL(`/answer/${wave}/done`);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
    await expect(page.getByText('Answers were sent from this browser.')).toBeVisible();
    expect(requests.map((request) => new URL(request.url()).pathname)).toEqual([
      `/answer/${wave}/token`,
      `/responses/${wave}`,
    ]);

    const [asked, answered] = requests;
    const body = answered.postDataJSON();
    expect(body.answers.map(([, value]: string[]) => value)).toEqual(['4', 'Faster checks & “quotes”.']);
    // What was asked for has nothing of what was sent.
    expect(Object.keys(asked.postDataJSON())).toEqual(['blinded']);
    expect([body.input, body.output]).not.toContain(asked.postDataJSON().blinded);
    expect((await asked.allHeaders()).cookie).toContain('soundings=');
    const headers = await answered.allHeaders();
    expect(headers.cookie).toBeUndefined();
    expect(headers.referer).toBeUndefined();
    expect(headers.origin).toBe(new URL(answered.url()).origin);
    expect(await storage(page, 'draft')).toEqual({});

    await page.goto('/');
    await expect(page.getByText('You have a token')).toBeVisible();
    const researcher = await visit('Researcher');
    await close(researcher, wave);
    const tokens = researcher.getByRole('table', { name: 'Tokens of each reporting team' });
    await expect(tokens.locator('[data-label="Came with answers"]').filter({ hasText: '1' })).toHaveCount(1);
  });

  test('coming back, answers are replaced with the same token', async ({ page }) => {
    const survey = await open(page);
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();

    await page.getByRole('link', { name: 'Change your answers' }).click();
    await expect(page).toHaveURL(survey);
    await expect(page.getByText('Answers were sent from this browser.')).toBeVisible();
    await expect(option(page, EDITOR, /^4/)).not.toBeChecked();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await option(page, EDITOR, /^2/).check();
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
    expect(asked.filter((path) => path.endsWith('/token'))).toEqual([]);
  });

  test('a second browser is told, and goes on with the file of the first', async ({ page, visit }) => {
    const survey = await open(page);
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Keep a copy of your token' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^soundings-token-.*\.json$/);
    const text = readFileSync(await download.path(), 'utf8');
    const token = JSON.parse(text);

    const other = await visit('Developer');
    await open(other);
    await comment(other, WISH).fill('From the train.');
    await send(other);
    await expect(other.getByRole('alert')).toContainText('You began to answer in another browser.');
    await expect(comment(other, WISH)).toHaveValue('From the train.');

    const restore = async (content: string) =>
      other.getByLabel('Restore from a file').setInputFiles({
        name: 'token.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      });
    for (const [content, told] of [
      ['BEGIN:VCARD', 'not a token of this survey'],
      [text.replace(token.output.slice(0, 8), ''), 'a part of it is missing'],
      [text.replace('"version": "1"', '"version": "2"'), 'a later release'],
      [text.replace(token.wave, token.team), 'for another survey'],
    ]) {
      await restore(content);
      await expect(other.getByRole('alert')).toContainText(told);
    }
    await restore(text);
    await expect(other.getByText('Your token is back.')).toBeVisible();
    await send(other);
    await expect(other.getByText(counted, { exact: true })).toBeVisible();
    await expect(other).toHaveURL(`${survey}/done`);
  });

  test('whoever has lost what the browser kept is told, and can restore it', async ({ page }) => {
    const survey = await open(page);
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    const [token] = Object.values(await storage(page, 'token'));
    await page.evaluate(() => localStorage.clear());
    await page.goto(survey);
    await option(page, EDITOR, /^3/).check();
    await send(page);
    await expect(page.getByRole('alert')).toContainText('You began to answer in another browser.');
    await page.getByLabel('Restore from a file').setInputFiles({
      name: 'token.json',
      mimeType: 'application/json',
      buffer: Buffer.from(token),
    });
    await expect(page.getByText(kept)).toBeVisible();
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
  });

  test('whoever is cut off before the server answers asks for the same again', async ({ page }) => {
    const issuing = '**/answer/*/token';
    await page.route(issuing, (route) => route.abort());
    const survey = await open(page);
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByRole('alert')).toContainText('The server could not be reached.');
    await page.unroute(issuing);
    // The wish arrives, and its answer is lost.
    await page.route(issuing, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await send(page);
    await expect(page.getByRole('alert')).toContainText('The server could not be reached.');
    await page.unroute(issuing);
    await page.goto(survey);
    await expect(option(page, EDITOR, /^4/)).toBeChecked();
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
  });

  test('what another key has made is sent nowhere', async ({ page }) => {
    let sent = 0;
    await page.route('**/responses/*', (route) => {
      sent += 1;
      return route.abort();
    });
    // The page shows one key, and the server uses another.
    const other = 'TuWbB5A06GTP4Ns53I_yCBztI27MKN138TIl9Ex2CXA';
    await page.route(/\/answer\/[^/]+$/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/data-key="[^"]+"/g, `data-key="${other}"`);
      await route.fulfill({ response, body });
    });
    await open(page);
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByRole('alert')).toContainText('Nothing was sent');
    await expect(page.getByRole('alert')).toContainText('tell somebody you trust');
    expect(sent).toBe(0);
  });

  test('a survey that closes in the middle says so, before and after the token', async ({
    page,
    visit,
  }) => {
    const survey = await open(page);
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    await comment(page, WISH).fill('A long thought.');
    const late = await visit('Manager');
    await open(late);
    await close(await visit('Researcher'), waveOf(survey));

    await send(page);
    await expect(page.getByRole('alert')).toContainText('This survey has closed');
    await expect(comment(page, WISH)).toHaveValue('A long thought.');
    await comment(late, WISH).fill('Too late for a token.');
    await send(late);
    await expect(late.getByRole('alert')).toContainText('This survey has closed');
    await page.goto(survey);
    await expect(page.getByRole('heading', { name: 'This survey is closed' })).toBeVisible();
  });

  test('whoever is signed out meanwhile signs in in another tab and sends again', async ({
    page,
    context,
  }) => {
    const { email, password } = await somebody('Developer');
    await open(page);
    await context.clearCookies();
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByRole('alert')).toContainText('You are signed out');
    const opening = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in in another tab' }).click();
    const tab = await opening;
    await fillInSignIn(tab, email, password);
    await expect(tab).toHaveURL(/\/$/);
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
  });

  test('once there is a token, answers are sent without being signed in', async ({ page, context }) => {
    await open(page);
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    await context.clearCookies();
    const answered = page.waitForResponse('**/responses/*');
    await send(page);
    expect((await answered).status()).toBe(204);
  });

  test('a token that the server does not take is told, and nothing is lost', async ({ page }) => {
    await open(page);
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    await page.evaluate(() => {
      for (const [name, value] of Object.entries(localStorage)) {
        if (name.startsWith('soundings.token.')) {
          localStorage.setItem(name, value.replace(/"output": ".{8}/, '"output": "AAAAAAAA'));
        }
      }
    });
    await send(page);
    await expect(page.getByRole('alert')).toContainText('The server did not take your token.');
    await expect(option(page, EDITOR, /^4/)).toBeChecked();
  });

  test('whoever asks too often is told to wait', async ({ page, server }) => {
    const survey = await open(page);
    for (let turn = 0; turn < 20; turn += 1) {
      await page.request.post(`${survey}/token`, {
        data: { blinded: 'A'.repeat(43) },
        headers: { origin: server.url },
      });
    }
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByRole('alert')).toContainText('Wait a minute');
  });

  test('a server that fails is told, and sending again is enough', async ({ page }) => {
    await open(page);
    await option(page, EDITOR, /^4/).check();
    await page.route('**/responses/*', (route) => route.fulfill({ status: 503 }));
    await send(page);
    await expect(page.getByRole('alert')).toContainText('could not be stored just now');
    await page.unroute('**/responses/*');
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
  });

  test('an answer that needs another look is pointed at, and fine once it is changed', async ({
    page,
  }) => {
    await open(page);
    const stop = option(page, EDITOR, /^5/);
    await stop.check();
    await stop.evaluate((input: HTMLInputElement) => (input.value = '6'));
    await send(page);
    const summary = page.getByRole('region', { name: 'Some answers need another look' });
    await expect(summary).toBeFocused();
    await summary.getByRole('link', { name: /“6” is not on the scale/ }).click();
    await expect(option(page, EDITOR, /^1/)).toBeFocused();
    const question = page.getByRole('group', { name: EDITOR });
    await expect(question).toHaveAccessibleDescription(/“6” is not on the scale/);
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByText(counted, { exact: true })).toBeVisible();
  });

  test('signing out removes the draft and leaves the token', async ({ page }) => {
    const { name } = await somebody('Developer');
    await open(page);
    await option(page, EDITOR, /^4/).check();
    await expect(page.getByText(kept)).toBeVisible();
    await expect.poll(() => storage(page, 'draft').then(Object.keys)).toHaveLength(1);
    await page.locator('summary', { hasText: `Account of ${name}` }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    expect(await storage(page, 'draft')).toEqual({});
    expect(Object.keys(await storage(page, 'token'))).toHaveLength(1);
  });

  test('a browser that keeps nothing says so and sends nothing', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('switched off', 'SecurityError');
        },
      });
    });
    await openWithToken(page);
    await expect(page.getByRole('alert')).toContainText('This browser keeps nothing');
    await expect(page.getByRole('button', { name: 'Send my answers' })).toBeDisabled();
  });
});

test('whoever would rather not, or has no script, answers confidentially', async ({
  page,
  javaScriptEnabled,
}) => {
  const survey = await openWithToken(page);
  const promise = page.getByRole('region', { name: 'Who will see what' });
  await expect(promise).toContainText('Your choice: unlinkable');
  if (!javaScriptEnabled) {
    await expect(page.getByText('needs JavaScript')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send my answers' })).toBeDisabled();
  }
  await page.getByRole('link', { name: 'answer confidentially instead' }).first().click();
  await expect(promise).toContainText('Confidential: that you have answered is noted');
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByText('Your answers count', { exact: true })).toBeVisible();
  await page.goto(survey);
  await expect(page.getByRole('heading', { name: 'You have answered this survey' })).toBeVisible();
});

test('where only tokens are taken, whoever has no script is told why', async ({
  page,
  visit,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled !== false, 'about its absence');
  const researcher = await visit('Researcher');
  await researcher.goto('/programs/new');
  await researcher.getByLabel('Name').fill('Tools we bought');
  await researcher.getByRole('button', { name: 'Create the program' }).click();
  await researcher.locator('summary', { hasText: 'Draft a wave' }).click();
  await researcher.getByRole('button', { name: 'Draft the wave' }).click();
  await researcher.locator('summary', { hasText: 'Open this wave' }).click();
  await researcher.getByRole('button', { name: 'Yes, open it' }).click();
  await expect(researcher.getByText('The public key of this wave')).toBeVisible();

  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: /^Tools we bought/ }).click();
  await expect(page.getByText('This needs JavaScript: your browser has to hide')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send my answers' })).toBeDisabled();
  await expect(page.getByRole('link', { name: /confidentially instead/ })).toHaveCount(0);
});

test('what can be seen, and how it works, can be read without script', async ({ page }) => {
  await openWithToken(page);
  await page.getByRole('link', { name: /^What can be seen of me/ }).click();
  await expect(page.getByRole('main')).toContainText('whether you were given a token; not when');
  await page.getByRole('link', { name: /^How this works/ }).click();
  await expect(page.getByRole('heading', { name: 'How a token works' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('soundings verify-wave');
});

/** Opens the survey and waits until it can be sent. */
async function open(page: Page): Promise<string> {
  const survey = await openWithToken(page);
  await expect(page.getByRole('button', { name: 'Send my answers' })).toBeEnabled();
  return survey;
}

/** What the browser keeps whose name says so. */
async function storage(page: Page, word: string): Promise<Record<string, string>> {
  return page.evaluate(
    (word) =>
      Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.includes(word))),
    word,
  );
}
