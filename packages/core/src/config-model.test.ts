import { loraSchema, modelSchema } from './config-model';

it('adapts every text linear at rank 16 when nothing else is said', () => {
  const { lora } = modelSchema.parse({ path: 'a', lora: {} });
  expect(lora).toMatchObject({ rank: 16, alpha: 32, dropout: 0, vision: false, rslora: false });
  expect(lora?.targets).toHaveLength(7);
  expect(modelSchema.parse({ path: 'a' }).lora).toBeUndefined();
});

it.each([
  ['a rank of 0', { rank: 0 }],
  ['half a rank', { rank: 1.5 }],
  ['an alpha of 0', { alpha: 0 }],
  ['everything dropped', { dropout: 1 }],
  ['no targets', { targets: [] }],
  ['a key it does not know', { ranks: 4 }],
])('refuses %s', (_name, lora) => {
  expect(loraSchema.safeParse(lora).success).toBe(false);
});
