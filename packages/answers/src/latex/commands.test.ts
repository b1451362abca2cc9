import { readCommand } from './commands';

it('reads the longest command that letters start with', () => {
  expect(readCommand('quadx')?.name).toBe('quad');
  expect(readCommand('leqslant')?.name).toBe('leqslant');
  expect(readCommand('leqs')?.name).toBe('leq');
  expect(readCommand('sinx')?.role).toEqual({ role: 'function', name: 'sin' });
});

it('knows no other commands', () => {
  expect(readCommand('zzz')).toBeNull();
  expect(readCommand('')).toBeNull();
});
