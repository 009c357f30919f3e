/** Asks axe what on a page keeps people out. */

import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

/** Light and dark differ in colours alone, and a layout in everything but colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Fails with a list when the page, as it is shown now, has something that keeps people out. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  expect(await violations(page)).toEqual([]);
}

/**
 * The same in light and dark, in a wide window and on a phone, and that the page never scrolls
 * sideways. Needs the script of the page to be on, as axe is one.
 */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await expectToFit(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      // Colours on their way from light to dark would be nobody's.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const rules = colorScheme === 'light' ? undefined : COLOURS;
      const here = await violations(page, rules);
      found.push(...here.map((violation) => `${width} ${colorScheme}: ${violation}`));
    }
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

async function violations(page: Page, only?: string[]): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const result = await (window as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
      ...(rules === undefined ? {} : { runOnly: rules }),
    });
    return result.violations.map((rule) => {
      const where = rule.nodes.slice(0, 5).map((node) => node.target.join(' '));
      return `${rule.impact}: ${rule.help} (${rule.id}) at ${where.join(', ')}`;
    });
  }, only);
}
