import { doctorSchema, dynamicSamplingSchema, referenceSyncSchema, stepwiseSchema } from './config-objective';

it('has the defaults of the originals', () => {
  expect(referenceSyncSchema.parse({})).toEqual({ everyUpdates: 512, alpha: 0.6 }); // TRL
  expect(dynamicSamplingSchema.parse({})).toEqual({ maxRounds: 20, low: 0.01, high: 0.99 }); // EasyR1
  expect(stepwiseSchema.parse({})).toMatchObject({ reduce: 'sum', processWeight: 1, outcomeWeight: 0 });
});

it.each([{ everySteps: -1 }, { completions: 0.5 }, { maxDifference: 0 }, { extra: 1 }])(
  'refuses a doctor of %j',
  (given) => {
    expect(doctorSchema.safeParse(given).success).toBe(false);
  },
);
