import { fakeCollaborators } from '../testing/fake-collaborators';
import { fakeIo } from '../testing/fake-io';
import { commands } from './commands';

it('has commands with distinct names and descriptions', () => {
  const made = commands.map((create) => create(fakeIo(fakeCollaborators()), () => undefined));
  expect(new Set(made.map((command) => command.name())).size).toBe(commands.length);
  expect(made.every((command) => command.description().endsWith('.'))).toBe(true);
});
