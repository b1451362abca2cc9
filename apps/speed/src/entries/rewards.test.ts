import { fixtureGroups } from './rewards';

it('makes groups of right and broken reasoning, the same each time', () => {
  const groups = fixtureGroups(3);
  expect(groups).toHaveLength(3);
  for (const { sample, completions } of groups) {
    expect(completions).toHaveLength(8);
    expect(completions[0]?.text).toBe(sample.reasoning);
    expect(completions[3]?.text.length).toBeLessThan(sample.reasoning?.length ?? 0);
  }
  const again = fixtureGroups(3);
  expect(again.map(({ completions }) => completions)).toEqual(groups.map(({ completions }) => completions));
});
