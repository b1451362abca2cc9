import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runConfigSchema } from '@stepgrpo/core';
import { z } from 'zod';
import { configurationDocument } from './configuration-document';
import { repositoryRoot } from './run-script';

it('says of each key its type, bounds, default and meaning', () => {
  const source = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a'), path: z.string() }),
    z.strictObject({ kind: z.literal('b'), pair: z.tuple([z.number(), z.number()]).default([1, 2]) }),
  ]);
  const page = configurationDocument(
    z.strictObject({
      rate: z.number().positive().lt(1).describe('How fast.'),
      mode: z.enum(['x', 'y']).default('x'),
      seed: z.union([z.string(), z.number()]).optional(),
      first: source,
      second: source,
      rules: z.array(z.strictObject({ name: z.string() })).min(1),
    }),
  );
  const row = (key: string): string[] =>
    page
      .split('\n')
      .find((line) => line.startsWith(`| \`${key}\``))!
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  expect(row('rate')).toEqual(['`rate`', 'number, above 0, below 1', '**required**', 'How fast.']);
  expect(row('mode')).toEqual(['`mode`', '`"x"`, `"y"`', '`"x"`', '']);
  expect(row('seed')).toEqual(['`seed`', 'string or number', 'optional', '']);
  expect(row('first')).toEqual(['`first`', 'table `[first]`', '**required**', '']);
  expect(row('pair')).toEqual(['`pair`', 'array of 2: number', '`[1,2]`', '']);
  expect(row('rules')).toEqual(['`rules`', 'array of tables `[[rules]]`, at least 1', '**required**', '']);
  expect(page.match(/^## .*/gm)).toEqual([
    '## The run',
    '## `[first]` with `kind = "a"`',
    '## `[first]` with `kind = "b"`',
    '## `[second]`',
    '## `[[rules]]`',
  ]);
  expect(page).toContain('The same as `[first]`.');
});

it('is current: otherwise run `npm run docs`', () => {
  const page = readFileSync(join(repositoryRoot, 'docs/configuration.md'), 'utf8');
  expect(page).toBe(configurationDocument(runConfigSchema));
});
