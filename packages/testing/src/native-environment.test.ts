import { createHash } from 'node:crypto';

it("gives tests the process's own typed arrays, so that native code accepts them", () => {
  const made = createHash('sha256').update('a').digest(); // a Buffer, made outside of the test's realm
  expect(made).toBeInstanceOf(Uint8Array);
  expect(made.buffer).toBeInstanceOf(ArrayBuffer);
});
