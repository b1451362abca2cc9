import { plainSteps } from '../attack-texts';
import { probeSamples } from '../probe-samples';
import { structureAttacks } from './structure-attacks';

const subject = { sample: probeSamples[1]!, steps: plainSteps };
const drawn = (name: string): string =>
  structureAttacks.find((attack) => attack.name === name)!.attempts(subject)[0]!.draws[0]!.text;

it('is what its name says', () => {
  expect(drawn('quoted-markers')).not.toContain('\n');
  expect(drawn('headings-inside-lines')).toMatch(/^So: ### Image/);
  expect(drawn('empty-answer')).toMatch(/### The final answer is:$/);
  expect(drawn('background-after-answer')).toMatch(/answer is: .*### Image Description/s);
  expect(drawn('empty-sections').replace(/###.*/g, '').trim()).toBe('');
});
