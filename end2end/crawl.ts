/** Walking through every page that somebody can reach by links. */

import type { Page } from '@playwright/test';

/** How many pages of one kind are looked at; those of the others look alike. */
const OF_A_KIND = 2;

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Opens one page after the other, from the start page on, and shows each to `look`. Links are
 * followed where `within` fits their address.
 */
export async function walk(
  page: Page,
  look: (address: string) => Promise<void>,
  within = /./,
): Promise<void> {
  const waiting = ['/'];
  const known = new Set(waiting);
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    await page.goto(next);
    const address = new URL(page.url()).pathname;
    if (seen.has(address)) {
      continue;
    }
    seen.add(address);
    await look(address);
    const links = await page
      .locator('a[href^="/"]:not([download], [rel=external])')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    for (const link of links) {
      const [path] = link.split(/[?#]/);
      const kind = path.replace(ID, ':id');
      const count = kinds.get(kind) ?? 0;
      if (within.test(path) && !known.has(path) && count < OF_A_KIND) {
        known.add(path);
        kinds.set(kind, count + 1);
        waiting.push(path);
      }
    }
  }
}
