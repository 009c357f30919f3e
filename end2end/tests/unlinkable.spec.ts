/**
 * What the browser does with a token, against a server of cardboard: every random byte is a seven,
 * so that `fixtures/journey.json` has what a real one would say (`app/token/tests/journey.rs`), and
 * the page is the one of an open survey with the elements of an unlinkable one put in.
 */

import { readFileSync } from 'node:fs';
import type { Page, Request, Route } from '@playwright/test';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { comment, EDITOR, openSurvey, option, send, WISH } from '../survey.ts';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'about script');

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const journey: Record<string, string> = JSON.parse(fixture('journey.json'));
const { wave } = journey;
const issuing = `**/answer/${wave}/token`;
const redeeming = `**/responses/${wave}`;
const kept = 'This browser holds your token for this survey.';

const issued = (route: Route) =>
  route.fulfill({ json: { evaluated: journey.evaluated, proof: journey.proof } });
const stored = (route: Route) => route.fulfill({ status: 204 });

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
  await page.addInitScript(() => {
    crypto.getRandomValues = (array) => {
      new Uint8Array(array!.buffer, array!.byteOffset, array!.byteLength).fill(7);
      return array;
    };
  });
  await page.route(/\/answer\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: unlinkable(await response.text()) });
  });
});

test('opening the survey asks nothing; sending asks as somebody and answers as nobody', async ({
  page,
}) => {
  const requests: Request[] = [];
  page.on('request', (request) => request.method() === 'POST' && requests.push(request));
  await page.route(issuing, issued);
  await page.route(redeeming, stored);
  await open(page);
  await option(page, EDITOR, /^4/).check();
  await comment(page, WISH).fill('Faster checks & “quotes”.');
  expect(requests).toEqual([]);
  expect(await storage(page, 'token')).toEqual({});

  await send(page);
  await expect(page).toHaveURL(`/answer/${wave}/done`);
  expect(requests.map((request) => new URL(request.url()).pathname)).toEqual([
    `/answer/${wave}/token`,
    `/responses/${wave}`,
  ]);
  const [asked, answered] = requests;
  expect(asked.postDataJSON()).toEqual({ blinded: journey.blinded });
  expect((await asked.allHeaders()).cookie).toContain('soundings=');
  const body = answered.postDataJSON();
  expect(body).toMatchObject({ team: journey.team, input: journey.input, output: journey.output });
  expect(body.answers).toHaveLength(2);
  expect(body.answers[0][1]).toBe('4');
  expect(body.answers[1]).toEqual([expect.stringMatching(/^a\./), 'Faster checks & “quotes”.']);
  const headers = await answered.allHeaders();
  expect(headers.cookie).toBeUndefined();
  expect(headers.referer).toBeUndefined();
  // What the server looks at to know its own pages.
  expect(headers.origin).toBe(new URL(answered.url()).origin);
  expect(await storage(page, 'draft')).toEqual({});
});

test('coming back, answers are sent with the same token and nothing is asked again', async ({
  page,
}) => {
  await page.route(issuing, issued);
  await page.route(redeeming, stored);
  const survey = await open(page);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page).toHaveURL(`/answer/${wave}/done`);

  await page.unroute(issuing);
  await page.route(issuing, (route) => route.abort());
  await page.goto(survey);
  await expect(page.getByText('Answers were sent from this browser.')).toBeVisible();
  await expect(option(page, EDITOR, /^4/)).not.toBeChecked();
  await option(page, EDITOR, /^2/).check();
  const again = page.waitForRequest(redeeming);
  await send(page);
  const body = (await again).postDataJSON();
  expect(body.output).toBe(journey.output);
  expect(body.answers[0][1]).toBe('2');
});

test('whoever reloads before the server answers asks for the same again', async ({ page }) => {
  await page.route(issuing, (route) => route.abort());
  const survey = await open(page);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByRole('alert')).toContainText('The server could not be reached.');

  // A browser has other random bytes the next time.
  await page.addInitScript(() => {
    crypto.getRandomValues = (array) => {
      new Uint8Array(array!.buffer, array!.byteOffset, array!.byteLength).fill(9);
      return array;
    };
  });
  await page.unroute(issuing);
  await page.route(issuing, issued);
  await page.route(redeeming, stored);
  await page.goto(survey);
  await expect(option(page, EDITOR, /^4/)).toBeChecked();
  const asked = page.waitForRequest(issuing);
  await send(page);
  expect((await asked).postDataJSON()).toEqual({ blinded: journey.blinded });
  await expect(page).toHaveURL(`/answer/${wave}/done`);
});

test('what another key has made is sent nowhere', async ({ page }) => {
  let sent = 0;
  await page.route(issuing, (route) =>
    route.fulfill({
      json: { evaluated: journey.evaluated_by_another, proof: journey.proof_of_another },
    }),
  );
  await page.route(redeeming, (route) => {
    sent += 1;
    return route.abort();
  });
  await open(page);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByRole('alert')).toContainText('Nothing was sent');
  await expect(page.getByRole('alert')).toContainText('tell somebody you trust');
  expect(sent).toBe(0);
});

for (const [status, told] of [
  [401, 'Sign in in another tab'],
  [409, 'You began to answer in another browser.'],
  [410, 'This survey has closed'],
  [429, 'Wait a minute'],
  [500, 'could not be stored just now'],
] as const) {
  test(`a token that is refused with ${status} has a sentence and a way on`, async ({ page }) => {
    await page.route(issuing, (route) => route.fulfill({ status, json: {} }));
    await open(page);
    await option(page, EDITOR, /^4/).check();
    await send(page);
    await expect(page.getByRole('alert')).toContainText(told);
    await expect(option(page, EDITOR, /^4/)).toBeChecked();

    await page.unroute(issuing);
    await page.route(issuing, issued);
    await page.route(redeeming, stored);
    await send(page);
    await expect(page).toHaveURL(`/answer/${wave}/done`);
  });
}

for (const [status, told] of [
  [403, 'The server did not take your token.'],
  [410, 'This survey has closed'],
  [429, 'Wait a minute'],
  [503, 'could not be stored just now'],
] as const) {
  test(`answers that are refused with ${status} stay on the page, with a sentence`, async ({
    page,
  }) => {
    await page.route(issuing, issued);
    await page.route(redeeming, (route) => route.fulfill({ status, json: {} }));
    await open(page);
    await comment(page, WISH).fill('A long thought.');
    await send(page);
    await expect(page.getByRole('alert')).toContainText(told);
    await expect(comment(page, WISH)).toHaveValue('A long thought.');
    expect(Object.keys(await storage(page, 'draft'))).toHaveLength(1);
  });
}

test('an answer that needs another look is pointed at, and fine once it is changed', async ({
  page,
}) => {
  await page.route(issuing, issued);
  await open(page);
  await option(page, EDITOR, /^4/).check();
  const field = await option(page, EDITOR, /^4/).getAttribute('name');
  await page.route(redeeming, (route) =>
    route.fulfill({
      status: 422,
      json: { problems: [{ field, message: '“6” is not on the scale' }] },
    }),
  );
  await send(page);
  const summary = page.getByRole('region', { name: 'Some answers need another look' });
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: '“6” is not on the scale' }).click();
  await expect(option(page, EDITOR, /^1/)).toBeFocused();
  const question = page.getByRole('group', { name: EDITOR });
  await expect(question).toHaveAccessibleDescription(/“6” is not on the scale/);

  await page.unroute(redeeming);
  await page.route(redeeming, (route) => route.abort());
  await send(page);
  await expect(summary).toBeHidden();
  await expect(question).toHaveAccessibleDescription('');
  await expect(page.getByRole('alert')).toContainText('The server could not be reached.');
});

test('a token is kept as a file and restored from it in another browser', async ({ page, visit }) => {
  await page.route(issuing, issued);
  await page.route(redeeming, (route) => route.abort());
  const survey = await open(page);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByText(kept)).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Keep a copy of your token' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^soundings-token-.*\.json$/);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toBe(journey.file);

  const other = await visit('Developer');
  await other.route(/\/answer\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: unlinkable(await response.text()) });
  });
  await other.route(redeeming, stored);
  await other.goto(new URL(survey, page.url()).href);
  const restore = async (content: string) =>
    other.getByLabel('Restore from a file').setInputFiles({
      name: 'token.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  for (const [content, told] of [
    ['BEGIN:VCARD', 'not a token of this survey'],
    [text.replace(journey.output.slice(0, 8), ''), 'a part of it is missing'],
    [text.replace('"version": "1"', '"version": "2"'), 'a later release'],
    [text.replace(wave, journey.team), 'for another survey'],
  ]) {
    await restore(content);
    await expect(other.getByRole('alert')).toContainText(told);
  }
  await restore(text);
  await expect(other.getByText('Your token is back.')).toBeVisible();
  await expect(other.getByText(kept)).toBeVisible();
  await option(other, EDITOR, /^3/).check();
  const sent = other.waitForRequest(redeeming);
  await send(other);
  expect((await sent).postDataJSON().output).toBe(journey.output);
});

test('signing out removes the draft and leaves the token', async ({ page, server }) => {
  const { name } = await signIn(page, server.url, 'Developer');
  await page.route(issuing, issued);
  await page.route(redeeming, (route) => route.abort());
  await open(page);
  await option(page, EDITOR, /^4/).check();
  await send(page);
  await expect(page.getByText(kept)).toBeVisible();
  expect(Object.keys(await storage(page, 'draft'))).toHaveLength(1);
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
  await openSurvey(page);
  await expect(page.getByRole('alert')).toContainText('This browser keeps nothing');
  await expect(page.getByRole('button', { name: 'Send my answers' })).toBeDisabled();
});

/** Opens the survey and waits until it can be sent. */
async function open(page: Page): Promise<string> {
  const survey = await openSurvey(page);
  await expect(page.getByRole('button', { name: 'Send my answers' })).toBeEnabled();
  return survey;
}

/** A page of the confidential mode, made into one of the other. */
function unlinkable(html: string): string {
  const data = `data-mode="unlinkable" data-wave="${wave}" data-team="${journey.team}" data-key="${journey.key}"`;
  const form = /<form (?=[^>]*id="survey")/;
  if (!form.test(html)) {
    throw new Error('the page has no form like the one that is looked for');
  }
  return html
    .replace(form, `${fixture('unlinkable.html')}$&${data} `)
    .replace(/<button (?=[^>]*button-primary)/, '$&disabled ');
}

/** What the browser keeps whose name says so. */
async function storage(page: Page, word: string): Promise<Record<string, string>> {
  return page.evaluate(
    (word) =>
      Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.includes(word))),
    word,
  );
}
