import { formatResponse, responseHeadings } from '@stepgrpo/core';
import fc from 'fast-check';

const line = fc.oneof(
  fc.string({ maxLength: 40 }).map((text) => text.replaceAll('#', '+')),
  fc.constantFrom('3 + 8 = 11', 'So the sum is 11.', 'x = \\frac{1}{2}', '11', ''),
);

/** Well-formed responses: every section, in order, steps numbered from 1. */
export function wellFormedResponse(): fc.Arbitrary<string> {
  const steps = fc.array(line, { minLength: 1, maxLength: 5 });
  return fc
    .record({ description: line, rationales: line, steps, answer: line })
    .map((parts) => formatResponse(parts));
}

/** Responses of every kind: well-formed, cut short, out of order, repeated, and no response at all. */
export function responseText(): fc.Arbitrary<string> {
  const heading = fc.oneof(
    fc.constantFrom(
      responseHeadings.description,
      responseHeadings.rationales,
      responseHeadings.think,
      responseHeadings.answer,
      '###',
      '### Something else:',
    ),
    fc.integer({ min: -1, max: 12 }).map((number) => responseHeadings.step(number)),
  );
  const pieces = fc.array(fc.oneof(heading, line, fc.constantFrom('\n', '\n\n', '\r\n', ' ')), {
    maxLength: 24,
  });
  const truncated = fc
    .tuple(wellFormedResponse(), fc.nat(400))
    .map(([text, length]) => text.slice(0, length));
  return fc.oneof(
    wellFormedResponse(),
    truncated,
    pieces.map((parts) => parts.join('')),
    fc.string(),
  );
}

/** Rewards [B][G]: every group of the same size, 2 to 8, of values a rule could give; ties are common. */
export function rewardGroups(): fc.Arbitrary<number[][]> {
  const reward = fc.oneof(
    fc.constantFrom(0, 0.1, 0.5, 1),
    fc.double({ min: -2, max: 2, noNaN: true, noDefaultInfinity: true }),
  );
  return fc
    .integer({ min: 2, max: 8 })
    .chain((size) =>
      fc.array(fc.array(reward, { minLength: size, maxLength: size }), { minLength: 1, maxLength: 6 }),
    );
}

/** Rows of finite logits, each of the same size: [R][V]. */
export function logitRows(): fc.Arbitrary<number[][]> {
  const logit = fc.float({ min: -20, max: 20, noNaN: true, noDefaultInfinity: true });
  return fc
    .integer({ min: 1, max: 20 })
    .chain((size) =>
      fc.array(fc.array(logit, { minLength: size, maxLength: size }), { minLength: 1, maxLength: 4 }),
    );
}
