import { asHubError, hubFetch, listModel } from './hub-client';
import { startStubHub, type StubHub, type StubOptions } from './testing/stub-hub';

const name = { repository: 'owner/model', revision: 'main' };
const files = {
  'config.json': Buffer.from('{}'),
  'model.safetensors': Buffer.from('weights'),
  'a.bin': Buffer.from('x'),
};

let hub: StubHub;
afterEach(() => hub.close());
const settingsOf = (token: string | null = null) => ({
  endpoint: hub.endpoint,
  cache: '/none',
  token,
  offline: false,
});
const list = async (options: Partial<StubOptions> = {}, revision = 'main') => {
  hub = await startStubHub({ files, ...options });
  return listModel({ ...name, revision }, settingsOf());
};

it('lists the files of a model with their hashes, large files by SHA-256', async () => {
  expect(await list()).toEqual({
    commit: 'c'.repeat(40),
    files: [
      // printf '{}' | git hash-object --stdin
      {
        name: 'config.json',
        bytes: 2,
        hash: '9e26dfeeb6e641a33dae4961196235bdb965b21b',
        algorithm: 'git-sha1',
      },
      {
        name: 'model.safetensors',
        bytes: 7,
        // printf weights | sha256sum
        hash: '9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c',
        algorithm: 'sha256',
      },
    ],
  });
});

it('sends the token to the Hub alone', async () => {
  hub = await startStubHub({ files, token: 'secret' });
  await listModel(name, settingsOf('secret'));
  expect(hub.requests.every(({ authorization }) => authorization === 'Bearer secret')).toBe(true);
  const other = await startStubHub({ files });
  await hubFetch(settingsOf('secret'))(`${other.endpoint}/owner/model`);
  expect(other.requests[0]!.authorization).toBeUndefined();
  await other.close();
});

it('says what to do when it is refused', async () => {
  await expect(list({ token: 'secret' })).rejects.toThrow(
    /refuses owner\/model \(401; no token was sent\).*HF_TOKEN/,
  );
});

it('says so when there is no such model or revision', async () => {
  await expect(list({}, 'v9')).rejects.toThrow('no model owner/model with the revision v9');
});

it.each<[string, (entries: Record<string, unknown>[]) => unknown]>([
  ['a hash that leads out of the cache', ([entry]) => [{ ...entry, oid: '../../../../etc/passwd' }]],
  ['a negative size', ([entry]) => [{ ...entry, size: -1 }]],
  [
    'files without end',
    ([entry]) => Array.from({ length: 10_001 }, (_, i) => ({ ...entry, path: `${i}.bin` })),
  ],
])('does not believe %s', async (_what, announce) => {
  await expect(list({ announce })).rejects.toThrow('The Hub announces');
});

it('says how to go on without a network', async () => {
  hub = await startStubHub({ files });
  const settings = settingsOf();
  await hub.close();
  await expect(listModel(name, settings)).rejects.toThrow(
    /127\.0\.0\.1:\d+ cannot be used to get owner\/model \(ECONNREFUSED\).*hf download owner\/model --local-dir DIR.*HF_HOME/,
  );
  expect(asHubError(new Error('odd'), name, settings).message).toContain('(odd)');
});
