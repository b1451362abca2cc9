import { plainSteps } from './attack-texts';
import { catalogue } from './catalogue';
import { probeSamples } from './probe-samples';

it('has attacks of different names, each with its reason, and a sample of our own for each', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  for (const { name, claim, attempts } of catalogue) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(claim.length).toBeGreaterThan(20);
    expect(probeSamples.flatMap((sample) => attempts({ sample, steps: plainSteps }))).not.toEqual([]);
  }
});
