/**
 * What tests import instead of `@playwright/test`: each test has a server of its own with its own
 * copy of the sample organisation, so it may change anything, and `page.goto('/')` goes there.
 *
 * No test passes while a page complains in the console: about an error of its script, an island
 * that did not come to life, or its own Content-Security-Policy.
 */

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as plain, expect, type BrowserContext, type Page } from '@playwright/test';
import { openMailbox, type Mailbox } from './mailbox.ts';
import { signIn, type Role } from './people.ts';
import { sampleDirectory } from './sample.ts';
import { start, type Server } from './server.ts';

export { expect };

interface Options {
  /** Whether the server begins with the sample organisation or with nothing. */
  organisation: 'sample' | 'none';
  /** Whether the server can send mail, to `mailbox`. */
  mail: boolean;
}

interface Fixtures {
  /** The server of this test. */
  server: Server;
  /** What the server has sent. */
  mailbox: Mailbox;
  /** What the pages have complained about in the console. */
  complaints: string[];
  /** A page in a browser of its own, signed in or not. */
  visit(role?: Role): Promise<Page>;
}

export const test = plain.extend<Options & Fixtures>({
  organisation: ['sample', { option: true }],
  mail: [false, { option: true }],
  mailbox: async ({}, use) => {
    const mailbox = await openMailbox();
    await use(mailbox);
    await mailbox.close();
  },
  server: async ({ organisation, mail, mailbox }, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'soundings-test-'));
    const database = join(directory, 'soundings.db');
    if (organisation === 'sample') {
      await copyFile(join(sampleDirectory(), 'sample.db'), database);
    }
    const environment: Record<string, string> = mail
      ? { SOUNDINGS_SMTP_URL: mailbox.url, SOUNDINGS_MAIL_FROM: 'Soundings <soundings@example.com>' }
      : {};
    const server = await start({ command: 'serve', database: `sqlite:${database}`, environment });
    await use(server);
    await server.stop();
    await rm(directory, { recursive: true });
  },
  baseURL: async ({ server }, use) => use(server.url),
  complaints: [
    async ({}, use) => {
      const complaints: string[] = [];
      await use(complaints);
      expect(complaints, 'what pages complained about').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, complaints }, use) => {
    listen(context, complaints);
    await use(context);
  },
  visit: async ({ browser, server, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const context = await browser.newContext();
      contexts.push(context);
      listen(context, complaints);
      const page = await context.newPage();
      if (role !== undefined) {
        await signIn(page, server.url, role);
      }
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/**
 * Notes of the browser's own: every answer such as 422, whatever the page makes of it, and with
 * script off that the islands were fetched for nothing.
 */
const NOTES = /^Failed to load resource|preloaded using link preload but not used/;

function listen(context: BrowserContext, complaints: string[]): void {
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !NOTES.test(message.text())) {
      complaints.push(`${message.text()} (${message.page()?.url()})`);
    }
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
}
