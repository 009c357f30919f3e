import { defineConfig } from '@playwright/test';

// Chromium's own sandbox refuses to start as root, which is who builds run as in containers.
const root = process.getuid?.() === 0;

/**
 * Every test runs twice, with script and without: whatever a person can do here works as plain
 * HTML. A test that is about an island alone says so with
 * `test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'about an island')`.
 */
export default defineConfig({
  testDir: 'tests',
  globalSetup: './sample.ts',
  outputDir: 'test-results',
  // Each test has a server of its own (see soundings.ts), so they need not wait for each other.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [
    ['list'],
    // `cargo xtask test` counts from this one.
    ['json', { outputFile: 'playwright-report/report.json' }],
  ],
  use: {
    // Recording every test for the few that fail takes longer than running those once more:
    // `cargo xtask e2e -g "its title" --trace on`.
    trace: 'off',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...(root ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'script on', use: { javaScriptEnabled: true } },
    { name: 'script off', use: { javaScriptEnabled: false } },
  ],
});
