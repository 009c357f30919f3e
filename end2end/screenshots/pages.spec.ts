/**
 * Pictures of the pages that people look at most, wide and narrow, light and dark, into
 * `target/screenshots`; those that README.md or docs/ show are put into `docs/screenshots`, too.
 */

import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { EDITOR, openWithToken, option } from '../survey.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'] as const;

/** Each picture: its name, and the way to it, which says what is to be in sight. */
const PICTURES: [string, (page: Page, url: string) => Promise<Locator>][] = [
  [
    'sign-in',
    async (page) => {
      await page.goto('/sign-in');
      return page.locator('body');
    },
  ],
  [
    'answering',
    async (page, url) => {
      await signIn(page, url, 'Developer');
      await openWithToken(page);
      await option(page, EDITOR, /^4/).check({ force: true });
      return page.getByRole('heading', { name: 'Documentation' });
    },
  ],
  [
    'promise',
    async (page, url) => {
      await signIn(page, url, 'Developer');
      await openWithToken(page);
      return page.locator('body');
    },
  ],
  [
    'overview',
    async (page, url) => {
      await signIn(page, url, 'Manager');
      await page.goto('/results');
      return page.locator('body');
    },
  ],
  [
    'heat-map',
    async (page, url) => {
      await signIn(page, url, 'Researcher');
      await page.goto('/results');
      return page.getByRole('table', { name: /^Scores by team and dimension/ });
    },
  ],
  [
    'team',
    async (page, url) => {
      await signIn(page, url, 'Manager');
      await page.goto('/results');
      await page.getByRole('rowheader', { name: 'Checkout Rates' }).getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1, name: 'Checkout Rates' })).toBeVisible();
      return page.locator('body');
    },
  ],
];

for (const [name, go] of PICTURES) {
  test(name, async ({ page, server }) => {
    const shown = await picturesShown();
    const inSight = await go(page, server.url);
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: width > 500 ? 900 : 844 });
        const file = `${name}-${width}-${colorScheme}.png`;
        const path = join(root, 'target/screenshots', file);
        await page.screenshot({ path: path.replace('.png', '-whole.png'), fullPage: true });
        await inSight.evaluate((element) => {
          element.scrollIntoView({ block: element === document.body ? 'start' : 'center' });
        });
        await page.screenshot({ path });
        if (shown.has(file)) {
          const kept = join(root, 'docs/screenshots', file);
          await mkdir(dirname(kept), { recursive: true });
          await copyFile(path, kept);
        }
      }
    }
  });
}

/** The pictures that a text of this project shows. */
async function picturesShown(): Promise<Set<string>> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  return new Set([...readme.matchAll(/docs\/screenshots\/([\w.-]+\.png)/g)].map((match) => match[1]));
}
