import { lineOf, tomlLines } from './toml-lines';

const text = `# a comment = not a key
name = "x" # c = 1
[model]
preset = "digits"
"quoted key" = 1

[[stepgrpo.rewards]]
name = "a"
options = { deep = 1 }
[[stepgrpo.rewards]]
name = "b"
[stepgrpo.rewards.options]
mode = "paper"
[stepgrpo]
notes = """
fake = 1
"""
digits = [
  2, # low = 1
  "]",
]
optim.learningRate = 1
`;

it.each([
  ['name', 2],
  ['model', 3],
  ['model.preset', 4],
  ['model.quoted key', 5],
  ['stepgrpo.rewards.0.name', 8],
  ['stepgrpo.rewards.0.options', 9],
  ['stepgrpo.rewards.1.name', 11],
  ['stepgrpo.rewards.1.options.mode', 13],
  ['stepgrpo.notes', 15],
  ['stepgrpo.digits', 18],
  ['stepgrpo.optim.learningRate', 22],
])('finds %s on line %i', (path, line) => {
  expect(tomlLines(text).get(path)).toBe(line);
});

it('does not take the inside of a long string or list for keys', () => {
  const lines = tomlLines(text);
  expect(lines.has('stepgrpo.fake')).toBe(false);
  expect(lines.has('stepgrpo.low')).toBe(false);
});

it('falls back to the nearest holder', () => {
  const lines = tomlLines(text);
  expect(lineOf(lines, ['stepgrpo', 'rewards', 0, 'options', 'deep'])).toBe(9);
  expect(lineOf(lines, ['nowhere'])).toBeNull();
});
