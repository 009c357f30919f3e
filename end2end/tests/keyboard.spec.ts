import type { Page } from '@playwright/test';
import { somebody, signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { openSurvey } from '../survey.ts';

test('the first stop of the keyboard leads past the header', async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
  await page.goto('/results');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('one always sees where the keyboard is', async ({ page, server, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'drawn by the style sheet alone; the HTML is the same');
  await page.goto('/sign-in');
  expect(await unseenStops(page, 10)).toEqual([]);
  await signIn(page, server.url, 'Researcher');
  for (const address of ['/', '/results', '/programs', '/items/new', '/account']) {
    await page.goto(address);
    expect(await unseenStops(page, 30)).toEqual([]);
  }
  await openSurvey(page);
  expect(await unseenStops(page, 30)).toEqual([]);
});

test('menus open and fold away by Enter', async ({ page, server }) => {
  const { name } = await signIn(page, server.url, 'Developer');
  await page.goto('/results');
  const account = page.locator('summary', { hasText: `Account of ${name}` });
  await account.focus();
  const signOut = page.getByRole('button', { name: 'Sign out' });
  await expect(signOut).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(signOut).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(signOut).toBeHidden();

  await page.setViewportSize({ width: 390, height: 800 });
  await page.locator('summary', { hasText: 'Menu' }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('navigation', { name: 'Main' });
  await expect(menu.getByRole('link', { name: 'Home' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('link', { name: 'Home' })).toBeFocused();
});

test('menus fold away by Escape and by a click beside them', async ({
  page,
  server,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'needs script');
  const { name } = await signIn(page, server.url, 'Researcher');
  await page.goto('/results', { waitUntil: 'networkidle' });
  const account = page.locator('summary', { hasText: `Account of ${name}` });
  const signOut = page.getByRole('button', { name: 'Sign out' });
  await account.click();
  await page.getByRole('link', { name: 'Your account' }).focus();
  await page.keyboard.press('Escape');
  await expect(signOut).toBeHidden();
  await expect(account).toBeFocused();

  await account.click();
  await expect(signOut).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(signOut).toBeHidden();
  // Folds in the text are no menus.
  await page.goto('/programs', { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Quarterly developer experience' }).click();
  await page.waitForLoadState('networkidle');
  await page.getByText('Draft a wave', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Draft the wave' })).toBeVisible();
});

test('a survey can be answered without a mouse', async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
  await openSurvey(page);
  const first = page.getByRole('group', { name: /CI system/ }).getByRole('radio').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Most weeks').first()).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(
    page.getByRole('group', { name: /^CI gave me its verdict/ }).getByRole('radio', { name: /^1/ }),
  ).toBeChecked();
  await page.getByRole('button', { name: 'Send my answers' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your answers count', { exact: true })).toBeVisible();
});

test('a form that came back starts the keyboard at its mistakes', async ({ page }) => {
  const { email } = await somebody('Developer');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
});

/** Tabs along and lists the stops that nothing shows; the page notes them as it goes. */
async function unseenStops(page: Page, most: number): Promise<string[]> {
  const notes = await page.evaluateHandle(() => {
    const found = { stops: 0, unseen: [] as string[] };
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement) || target === document.body) {
        return;
      }
      const drawn = (candidate: Element | null) => {
        const style = candidate && getComputedStyle(candidate);
        return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      };
      found.stops += 1;
      // A stop of a scale is drawn by its label, and a link that fills a card by the card.
      if (![target, target.nextElementSibling, target.closest('.card')].some(drawn)) {
        found.unseen.push(target.outerHTML.slice(0, 120));
      }
    });
    return found;
  });
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press('Tab');
  }
  const { stops, unseen } = await notes.jsonValue();
  expect(stops).toBeGreaterThan(3);
  return unseen;
}
