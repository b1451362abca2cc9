import { parseHubName } from './hub-name';

it('reads owner, name and revision', () => {
  expect(parseHubName('Qwen/Qwen2-VL-2B-Instruct')).toEqual({
    repository: 'Qwen/Qwen2-VL-2B-Instruct',
    revision: 'main',
  });
  expect(parseHubName('a/b.c@v1.0')).toEqual({ repository: 'a/b.c', revision: 'v1.0' });
});

it.each([
  'Qwen2-VL',
  '/a/b',
  './a',
  '../b',
  'a/..',
  'a/b/c',
  'a/b@..',
  'a/b@x/../y',
  'a b/c',
  'a/b\n',
  '',
  'a//b',
])('takes %j for no name of the Hub', (text) => {
  expect(parseHubName(text)).toBeNull();
});
