/** Starts and stops the real program. */

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const binary =
  process.env.SOUNDINGS_BINARY ??
  fileURLToPath(new URL('../target/debug/soundings', import.meta.url));

/** A running server. */
export interface Server {
  /** Where it answers, without a slash at the end. */
  url: string;
  /** Everything that it has printed so far. */
  output(): string;
  /** Asks it to end, as an operator would, and waits until it has. */
  stop(): Promise<void>;
  /** Kills it in the middle of whatever it does. */
  crash(): Promise<void>;
  /** Starts it again on the same database, at the same address. */
  restart(): Promise<void>;
}

export interface Options {
  /** Such as `serve` or `demo`. */
  command: string;
  /** Such as `sqlite:/tmp/one.db`. */
  database: string;
  /** More arguments. */
  arguments?: string[];
  /** More environment, such as where the mail goes. */
  environment?: Record<string, string>;
  /** How long it may take until it is ready, in milliseconds. */
  patience?: number;
}

/** Starts a server on a free port, and waits until it says that it is ready. */
export async function start(options: Options): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running = await run(options, port, url);
  return {
    url,
    output: () => running.output(),
    stop: () => running.end('SIGTERM'),
    crash: () => running.end('SIGKILL'),
    restart: async () => {
      running = await run(options, port, url);
    },
  };
}

/** One process of a server. */
interface Running {
  output(): string;
  end(signal: NodeJS.Signals): Promise<void>;
}

async function run(options: Options, port: number, url: string): Promise<Running> {
  let printed = '';
  const child = spawn(
    binary,
    [
      options.command,
      '--database',
      options.database,
      '--listen',
      `127.0.0.1:${port}`,
      ...(options.arguments ?? []),
    ],
    { env: { ...process.env, ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`did not start: ${error.message}`));
    child.on('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };

  const late = Date.now() + (options.patience ?? 15_000);
  while (!(await isReady(url))) {
    const early = await Promise.race([ended, sleep(50)]);
    if (early !== undefined || Date.now() > late) {
      await end('SIGTERM');
      throw new Error(`soundings ${options.command} ${early ?? 'was not ready in time'}\n${printed}`);
    }
  }
  return { output: () => printed, end };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function sleep(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') {
          resolve(address.port);
        } else {
          reject(new Error('no port is free'));
        }
      });
    });
  });
}
