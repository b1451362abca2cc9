import { fakeCollaborators } from './fake-collaborators';
import { fakeIo } from './fake-io';

it('remembers what was written and how the process would have ended', () => {
  const io = fakeIo(fakeCollaborators());
  io.stdout.write('a');
  io.stdout.write('b');
  io.stderr.write('c');
  io.process.exit(3);
  expect(io.written).toEqual({ stdout: 'ab', stderr: 'c' });
  expect(io.process.exits).toEqual([3]);
});
