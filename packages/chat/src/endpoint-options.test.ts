import { completionsUrl } from './endpoint-options';

it.each([
  ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1/chat/completions'],
  ['https://host/v1/', 'https://host/v1/chat/completions'],
  ['https://host/v1?api-version=2', 'https://host/v1/chat/completions?api-version=2'],
])('finds the completions of %s', (base, url) => {
  expect(completionsUrl(base).href).toBe(url);
});

it.each(['', 'localhost:8000', 'file:///etc', 'http://'])('refuses "%s"', (base) => {
  expect(() => completionsUrl(base)).toThrow('baseUrl');
});
