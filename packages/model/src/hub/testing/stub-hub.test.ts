import { startStubHub } from './stub-hub';

it('serves ranges, cuts connections and remembers what it was asked', async () => {
  const hub = await startStubHub({ files: { 'a.json': Buffer.from('0123456789') }, cuts: [4] });
  const url = `${hub.endpoint}/owner/model/resolve/${hub.commit}/a.json`;
  await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
  const rest = await fetch(url, { headers: { range: 'bytes=7-' } });
  expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([
    206,
    'bytes 7-9/10',
    '789',
  ]);
  expect(hub.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=7-']);
  await hub.close();
});
