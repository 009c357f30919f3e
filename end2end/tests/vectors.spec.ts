/**
 * RFC 9497, appendix A.1.3 (ristretto255-SHA512, POPRF): the published vectors, run in a browser on
 * the very wasm that is downloaded by whoever answers. `app/token/tests/vectors.rs` has the same
 * ones, and the server's half of them.
 * https://www.rfc-editor.org/rfc/rfc9497.html#appendix-A.1.3
 */

import type { Page } from '@playwright/test';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { openSurvey } from '../survey.ts';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'about script');
// The test loads the page's module once more by its address, which the policy would not allow.
test.use({ bypassCSP: true });

const PUBLIC_KEY = 'c647bef38497bc6ec077c22af65b696efa43bff3b4a1975a3e8e0a1c5a79d631';
const INFO = '7465737420696e666f';
const BLIND = '64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706';

interface Vector {
  input: string;
  blinded: string;
  evaluated: string;
  proof: string;
  output: string;
}

const VECTORS: Record<string, Vector> = {
  'A.1.3.1': {
    input: '00',
    blinded: 'c8713aa89241d6989ac142f22dba30596db635c772cbf25021fdd8f3d461f715',
    evaluated: '1a4b860d808ff19624731e67b5eff20ceb2df3c3c03b906f5693e2078450d874',
    proof:
      '41ad1a291aa02c80b0915fbfbb0c0afa15a57e2970067a602ddb9e8fd6b7100d' +
      'e32e1ecff943a36f0b10e3dae6bd266cdeb8adf825d86ef27dbc6c0e30c52206',
    output:
      'ca688351e88afb1d841fde4401c79efebb2eb75e7998fa9737bd5a82a152406d' +
      '38bd29f680504e54fd4587eddcf2f37a2617ac2fbd2993f7bdf45442ace7d221',
  },
  'A.1.3.2': {
    input: '5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a',
    blinded: 'f0f0b209dd4d5f1844dac679acc7761b91a2e704879656cb7c201e82a99ab07d',
    evaluated: '8c3c9d064c334c6991e99f286ea2301d1bde170b54003fb9c44c6d7bd6fc1540',
    proof:
      '4c39992d55ffba38232cdac88fe583af8a85441fefd7d1d4a8d0394cd1de7701' +
      '8bf135c174f20281b3341ab1f453fe72b0293a7398703384bed822bfdeec8908',
    output:
      '7c6557b276a137922a0bcfc2aa2b35dd78322bd500235eb6d6b6f91bc5b56a52' +
      'de2d65612d503236b321f5d0bebcbc52b64b92e426f29c9b8b69f52de98ae507',
  },
};

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
  await openSurvey(page);
});

for (const [name, vector] of Object.entries(VECTORS)) {
  test(`the browser blinds and finishes as published in ${name}`, async ({ page }) => {
    expect(await blindAndFinish(page, vector)).toBe(vector.blinded + vector.output);
  });
}

test('the browser takes nothing that is not proven', async ({ page }) => {
  const [first, second] = Object.values(VECTORS);
  expect(await blindAndFinish(page, { ...first, proof: second.proof })).toBeNull();
  expect(await blindAndFinish(page, { ...first, evaluated: second.evaluated })).toBeNull();
  expect(await blindAndFinish(page, { ...first, proof: first.proof.slice(2) })).toBeNull();
  expect(await blindAndFinish(page, first, first.evaluated)).toBeNull();
});

test('a browser without random numbers blinds nothing', async ({ page }) => {
  const [first] = Object.values(VECTORS);
  await page.evaluate(() => {
    crypto.getRandomValues = () => {
      throw new Error('no random numbers today');
    };
  });
  expect(await blindAndFinish(page, first, PUBLIC_KEY, false)).toBeNull();
});

/** The blinded element and the output in hex, or null where the browser part refused. */
async function blindAndFinish(
  page: Page,
  vector: Vector,
  publicKey = PUBLIC_KEY,
  setBlind = true,
): Promise<string | null> {
  // The script that the page loaded, from the version that is being served.
  const script = await page.locator('script[type=module]').last().textContent();
  const address = /'([^']+answering\.js)'/.exec(script ?? '')?.[1];
  expect(address).toBeDefined();
  return page.evaluate(
    async ({ address, vector, publicKey, info, blind }) => {
      const bytes = (hex: string) =>
        Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
      const part = await import(address);
      await part.default({ module_or_path: address.replace('.js', '_bg.wasm') });
      if (blind !== null) {
        // A scalar is made of 64 random bytes, of which the RFC names the lower half.
        crypto.getRandomValues = (array) => {
          const buffer = new Uint8Array(array!.buffer, array!.byteOffset, array!.byteLength);
          buffer.fill(0);
          buffer.set(bytes(blind));
          return array;
        };
      }
      const finished: Uint8Array | undefined = part.blind_and_finish(
        bytes(vector.input),
        bytes(vector.evaluated),
        bytes(vector.proof),
        bytes(publicKey),
        bytes(info),
      );
      if (finished === undefined) {
        return null;
      }
      return Array.from(finished, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    { address: address!, vector, publicKey, info: INFO, blind: setBlind ? BLIND : null },
  );
}
