import { readmeProgram } from './readme-program';

it('takes the first ts block', () => {
  expect(readmeProgram('# a\n```sh\nnpm i\n```\n```ts\none;\ntwo;\n```\n```ts\nthree;\n```')).toBe(
    'one;\ntwo;',
  );
  expect(readmeProgram('# a\n```sh\nnpm i\n```')).toBeNull();
});
