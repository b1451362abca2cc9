import { runConfigSchema } from '@stepgrpo/core';
import { z } from 'zod';
import { descriptionAt, keysAt, schemaKeys } from './schema-keys';

const schema = z.strictObject({
  name: z.string().describe('What it is called.'),
  size: z.number().default(3).describe('How big.'),
  list: z.array(z.strictObject({ weight: z.number() })),
  source: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), path: z.string() }),
      z.strictObject({ kind: z.literal('b'), count: z.number() }),
    ])
    .optional(),
});

it('lists the keys of tables, lists of tables and every variant', () => {
  expect(schemaKeys(schema).map(({ path, variant }) => (variant ? `${path} (${variant})` : path))).toEqual([
    'name',
    'size',
    'list[].weight',
    'source.kind (kind=a)',
    'source.path (kind=a)',
    'source.kind (kind=b)',
    'source.count (kind=b)',
  ]);
});

it('knows the names allowed in a table, through lists and unions', () => {
  expect(keysAt(schema, [])).toEqual(['name', 'size', 'list', 'source']);
  expect(keysAt(schema, ['list', 0])).toEqual(['weight']);
  expect(keysAt(schema, ['source'])).toEqual(['kind', 'path', 'count']);
  expect(keysAt(schema, ['toString'])).toEqual([]);
});

it('finds the description behind a default', () => {
  expect(descriptionAt(schema, ['size'])).toBe('How big.');
  expect(descriptionAt(schema, ['list', 0, 'weight'])).toBeUndefined();
});

it('opens the schema of a run', () => {
  const paths = schemaKeys(runConfigSchema).map((key) => key.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'seed',
      'model.preset',
      'stepgrpo.optim.learningRate',
      'stepgrpo.rewards[].weight',
    ]),
  );
});
