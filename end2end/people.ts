/** Those whom the sample organisation lets sign in, as it printed them. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sampleDirectory } from './sample.ts';

const ROLES = ['Developer', 'Manager', 'Researcher', 'Admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Somebody of the sample organisation who holds this role. */
export async function somebody(role: Role): Promise<Person> {
  const printed = await readFile(join(sampleDirectory(), 'printed.txt'), 'utf8');
  const password = /with the password “(.+)”/.exec(printed)?.[1];
  const line = new RegExp(`^ +${role} +(\\S+@\\S+) +(.+)$`, 'm').exec(printed);
  if (password === undefined || line === null) {
    throw new Error(`the demo did not print how to sign in as ${role}\n${printed}`);
  }
  return { email: line[1], name: line[2].trim(), password };
}

/** Fills in the form of the sign-in page, wherever that leads. */
export async function fillInSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs every role in, for `signIn`: once, as hashing a password is slow on purpose. */
export async function openSessions(url: string): Promise<void> {
  const sessions: Record<string, string> = {};
  for (const role of ROLES) {
    const { email, password } = await somebody(role);
    const answer = await fetch(`${url}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ email, password }),
      headers: { origin: url },
      redirect: 'manual',
    });
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('soundings='));
    if (answer.status !== 303 || cookie === undefined) {
      throw new Error(`signing in as ${role} was answered with ${answer.status}`);
    }
    sessions[role] = cookie.slice('soundings='.length, cookie.indexOf(';'));
  }
  await writeFile(sessionsFile(), JSON.stringify(sessions));
}

/** Signs in without the page, for tests that are about something else. */
export async function signIn(page: Page, baseURL: string, role: Role): Promise<Person> {
  const sessions: Record<Role, string> = JSON.parse(await readFile(sessionsFile(), 'utf8'));
  await page.context().addCookies([
    { name: 'soundings', value: sessions[role], url: baseURL, httpOnly: true, sameSite: 'Lax' },
  ]);
  return somebody(role);
}

function sessionsFile(): string {
  return join(sampleDirectory(), 'sessions.json');
}

/** On the page that asks to sign in again: says whose the form is, as no cookie tells it any more. */
export async function takeUpOwnForm(page: Page): Promise<void> {
  await page.getByLabel('I filled in this form myself').check();
  await page.getByRole('button', { name: 'Sign in and go on' }).click();
}
