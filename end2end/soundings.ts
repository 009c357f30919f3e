/**
 * What tests import instead of `@playwright/test`: each test has a server of its own with its own
 * copy of the sample organisation, so it may change anything, and `page.goto('/')` goes there.
 */

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as plain, expect, type Page } from '@playwright/test';
import { sampleDirectory } from './sample.ts';
import { start, type Server } from './server.ts';

export { expect };

interface Fixtures {
  /** The server of this test. */
  server: Server;
}

export const test = plain.extend<Fixtures>({
  server: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'soundings-test-'));
    const database = join(directory, 'soundings.db');
    await copyFile(join(sampleDirectory(), 'sample.db'), database);
    const server = await start({ command: 'serve', database: `sqlite:${database}` });
    await use(server);
    await server.stop();
    await rm(directory, { recursive: true });
  },
  baseURL: async ({ server }, use) => use(server.url),
});

/** Fails with a list when the page has something that keeps people out. */
export async function expectAccessible(page: Page): Promise<void> {
  // axe needs script to look around; the run with script on sees the same HTML.
  if (test.info().project.use.javaScriptEnabled === false) {
    return;
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((rule) => ({
    rule: rule.id,
    help: rule.help,
    where: rule.nodes.map((node) => node.target.join(' ')),
  }));
  expect(found).toEqual([]);
}
