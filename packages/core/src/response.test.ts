import fc from 'fast-check';
import { formatResponse, parseResponse } from './response';

const text = formatResponse({
  description: 'Digits 3 and 8.',
  rationales: 'Add them.',
  steps: ['3 + 8 = 11.', 'So 11.'],
  answer: '11',
});

it('writes the published layout', () => {
  expect(text).toBe(
    "### Image Description:\nDigits 3 and 8.\n\n### Rationales:\nAdd them.\n\n### Let's think step by step.\n\n" +
      '### Step 1:\n3 + 8 = 11.\n\n### Step 2:\nSo 11.\n\n### The final answer is: 11',
  );
});

it('reads back what it wrote, with spans that point at the text', () => {
  const parsed = parseResponse(text);
  expect(parsed.sections.map((s) => s.kind)).toEqual([
    'description',
    'rationales',
    'think',
    'step',
    'step',
    'answer',
  ]);
  expect(parsed.answer).toBe('11');
  expect(parsed.steps.map((s) => [s.number, s.body])).toEqual([
    [1, '3 + 8 = 11.'],
    [2, 'So 11.'],
  ]);
  for (const section of parsed.sections) expect(text.slice(...section.bodySpan)).toBe(section.body);
});

it('takes an answer on the next line, and the last of several', () => {
  expect(parseResponse('### The final answer is:\n 4\n### The final answer is:\n5\n').answer).toBe('5');
  expect(parseResponse('### The final answer is:').answer).toBeNull();
  expect(parseResponse('no heading').sections).toEqual([]);
});

it('covers any text without throwing: sections are in order and do not overlap', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('\n', '### Step 1:', '### The final answer is:', '### x', '\r\n'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const all = pieces.join('');
      let at = 0;
      for (const section of parseResponse(all).sections) {
        expect(section.span[0]).toBeGreaterThanOrEqual(at);
        expect(all.slice(...section.bodySpan)).toBe(section.body);
        at = section.span[1];
      }
    }),
  );
});
