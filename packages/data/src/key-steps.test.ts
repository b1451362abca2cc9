import { keyStepsSchema, toKeyStepsField } from './key-steps';

it('takes a bare string as a group of one, and keeps empty alternatives and groups', () => {
  const Steps = ['area = 12', ['3 * 4 = 12', '12 = 3 * 4'], [], ['']];
  expect(keyStepsSchema.parse({ Steps })).toEqual({
    Steps: [['area = 12'], ['3 * 4 = 12', '12 = 3 * 4'], [], ['']],
  });
});

it.each([null, [], {}, { Steps: null }, { Steps: 'abc' }, { Steps: [5] }, { Steps: [['a', null]] }])(
  'refuses %j',
  (value) => {
    expect(keyStepsSchema.safeParse(value).success).toBe(false);
  },
);

it('writes what it reads', () => {
  const keySteps = [['a', 'b'], ['c']];
  expect(keyStepsSchema.parse(toKeyStepsField(keySteps)).Steps).toEqual(keySteps);
});
