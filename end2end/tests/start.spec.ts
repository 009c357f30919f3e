import { expect, test } from '../soundings.ts';

test('the first page arrives with its style sheet and breaks no rule of its own', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const answers: { url: string; status: number }[] = [];
  page.on('response', (response) => {
    answers.push({ url: response.url(), status: response.status() });
  });

  await page.goto('/', { waitUntil: 'networkidle' });

  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(answers.filter(({ status }) => status >= 400)).toEqual([]);
  expect(answers.some(({ url }) => url.endsWith('/soundings.css'))).toBe(true);
  expect(complaints).toEqual([]);
});

test('a file of the page may be kept for ever, and is asked for compressed', async ({
  page,
  request,
}) => {
  await page.goto('/');
  const address = await page.locator('link[rel=stylesheet]').getAttribute('href');
  const answer = await request.get(address ?? '');
  expect(answer.headers()['cache-control']).toContain('immutable');
  expect(answer.headers()['content-encoding']).toBe('br');
});
