import config from './playwright.config.ts';

/** Takes pictures instead of testing: `cargo xtask screenshots`. */
export default {
  ...config,
  testDir: 'screenshots',
  reporter: 'list',
  projects: [{ name: 'pictures' }],
};
