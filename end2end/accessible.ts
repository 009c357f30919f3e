/** Asks axe what on a page keeps people out. */

import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

/** Fails with a list when the page, as it is shown now, has something that keeps people out. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  expect(await violations(page)).toEqual([]);
}

/**
 * The same in a wide window in light and on a phone in dark, and that the page never scrolls
 * sideways. The colours that a layout doesn't have in one of the two are held by
 * `app/tests/contrast.rs`. Needs the script of the page to be on, as axe is one.
 */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    // Colours on their way from light to dark would be nobody's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectToFit(page);
    const here = await violations(page);
    found.push(...here.map((violation) => `${width} ${colorScheme}: ${violation}`));
  }
  expect(found, page.url()).toEqual([]);
}

/** Fails when the page is wider than its window. */
export async function expectToFit(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(content, `the width of ${page.url()}`).toBeLessThanOrEqual(window);
}

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const result = await (window as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
      // Style sheets would be fetched again for one rule alone, about turning a screen.
      preload: false,
    });
    return result.violations.map((rule) => {
      const where = rule.nodes.slice(0, 5).map((node) => node.target.join(' '));
      return `${rule.impact}: ${rule.help} (${rule.id}) at ${where.join(', ')}`;
    });
  });
}
