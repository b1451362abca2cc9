import { isHubName } from './hub-name';

it('tells names of the Hub from paths', () => {
  expect(['Qwen/Qwen2-VL-2B-Instruct', 'a/b.c'].every(isHubName)).toBe(true);
  expect(['../a', './a', '/a/b', 'a/b/c', 'a', 'a/.b', 'a b/c'].some(isHubName)).toBe(false);
});
