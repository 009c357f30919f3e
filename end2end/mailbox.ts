/** A mail server that delivers into the test. */

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What came in, and where to send more. */
export interface Mailbox {
  /** For `SOUNDINGS_SMTP_URL`. */
  url: string;
  /** Every mail so far, the oldest first. */
  mails: Mail[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const { headers, text } = read(Buffer.concat(chunks).toString());
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        mails.push({ to, subject: headers.get('subject') ?? '', text });
        done();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The one-time link in a mail. */
export function linkIn({ text }: Mail): string {
  const link = /https?:\/\/\S+\/link\/\S+/.exec(text)?.[0];
  if (link === undefined) {
    throw new Error(`there is no link in\n${text}`);
  }
  return link;
}

/** Head and body of a plain mail, soft line breaks undone. */
function read(source: string): { headers: Map<string, string>; text: string } {
  const end = source.indexOf('\r\n\r\n');
  const lines = source.slice(0, end).replace(/\r\n[ \t]/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = source.slice(end + 4);
  const quoted = headers.get('content-transfer-encoding') === 'quoted-printable';
  const text = quoted
    ? body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)))
    : body;
  return { headers, text };
}
