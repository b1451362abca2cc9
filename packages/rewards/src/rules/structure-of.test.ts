import { codeMode } from '../modes/code-mode';
import { softMode } from '../modes/soft-mode';
import { structureOf } from './structure-of';

const literals = '### Image Description:\n### Rationales:\n### Step 1:\n';

it('gives what the mode gives', () => {
  const text = `${literals}\n### The final answer is: 5`;
  expect(structureOf(codeMode, text)).toEqual(codeMode.structure(text));
});

// specs/rewards.md 2.2, vis-252: Python does not read numbers of more than 4300 digits
it('takes a response on which the published code raises for one without structure', () => {
  const text = `${literals}### Step ${'1'.repeat(4301)}:\n### The final answer is: 5`;
  expect(() => codeMode.structure(text)).toThrow();
  expect(structureOf(codeMode, text)).toMatchObject({ complete: false, logical: false });
});

it('hides no other error', () => {
  const broken = { ...softMode, structure: () => { throw new TypeError('a bug'); } }; // prettier-ignore
  expect(() => structureOf(broken, '')).toThrow('a bug');
});
