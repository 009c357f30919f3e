/**
 * Seeds the sample organisation once, before all tests, into a database that each test copies, and
 * signs everybody in there whom it names: a test that is about something else begins with one of
 * these sessions, as every copy knows them. Stopping the server also shows that it ends when it is asked to: the copies are whole only then.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSessions } from './people.ts';
import { start, type Server } from './server.ts';

/** Where the seeded database and what the seeding printed lie, for the tests. */
export function sampleDirectory(): string {
  const directory = process.env.SOUNDINGS_SAMPLE;
  if (directory === undefined) {
    throw new Error('the sample organisation was not seeded: run the tests by Playwright');
  }
  return directory;
}

export default async function seed(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'soundings-sample-'));
  process.env.SOUNDINGS_SAMPLE = directory;
  const server = await start({
    command: 'demo',
    database: `sqlite:${join(directory, 'sample.db')}`,
    patience: 120_000,
  });
  await writeFile(join(directory, 'printed.txt'), await printed(server));
  await openSessions(server.url);
  await server.stop();
  return () => rm(directory, { recursive: true });
}

/** What the seeding prints, its last line included: that comes after the first answer. */
async function printed({ output }: Server): Promise<string> {
  while (!output().includes('Stop it with')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return output();
}
