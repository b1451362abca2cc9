import { jsonSchemaOf, maxItems, scoreReplySchema, scoreRequestSchema } from './score-schema';

const item = { sample: { solution: '7' }, completion: 'x' };

it('takes what the docs show, and no misspelt key', () => {
  expect(scoreRequestSchema.safeParse({ items: [item] }).success).toBe(true);
  const misspelt = { ...item, sample: { solution: '7', keysteps: [['a']] } };
  expect(scoreRequestSchema.safeParse({ items: [misspelt] }).success).toBe(false);
  expect(scoreRequestSchema.safeParse({ items: [] }).success).toBe(false);
  const tooMany = new Array(maxItems + 1).fill(item);
  expect(scoreRequestSchema.safeParse({ items: tooMany }).success).toBe(false);
});

it('becomes a JSON schema with its bounds', () => {
  expect(jsonSchemaOf(scoreRequestSchema)).toMatchObject({
    type: 'object',
    required: ['items'],
    additionalProperties: false,
    properties: { items: { type: 'array', minItems: 1, maxItems } },
  });
  expect(jsonSchemaOf(scoreReplySchema, 'output')).not.toHaveProperty('$schema');
});
