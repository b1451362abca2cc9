import type { Repository } from '../repository';
import type { ArchitectureRule } from '../rule';

const mostLines = 80;
/** Headings in their order; other headings may stand between them. */
const sections: readonly (readonly [RegExp, string])[] = [
  [/install/i, 'Install'],
  [/smallest program/i, 'The smallest program'],
  [/exports/i, 'Exports'],
  [/numbers? mean/i, 'What the numbers mean'],
  [/extend/i, 'Extending it'],
  [/limits/i, 'Limits'],
];

/** Every package explains itself, in the same order, in under 80 lines, with a program that runs. */
export const packageReadme: ArchitectureRule = {
  name: `every package has a README of under ${mostLines} lines, with its sections in order`,
  check(repository) {
    const packages = new Set(
      repository.files.filter((path) => /^(packages|apps)\/[^/]+\/package\.json$/.test(path)).map(folderOf),
    );
    return [...packages].flatMap((folder) => {
      const path = `${folder}/README.md`;
      const problems = problemsOf(repository, path);
      const order = sections.map(([, title]) => `"## ${title}"`).join(', ');
      const fix = path.startsWith('apps/')
        ? 'write it, and briefly.'
        : `keep to ${order}, with a \`\`\`ts block.`;
      return problems.length === 0 ? [] : [{ path, what: problems.join('; '), fix }];
    });
  },
};

function problemsOf(repository: Repository, path: string): string[] {
  if (!repository.has(path)) return ['is missing'];
  const lines = repository.read(path).trimEnd().split('\n');
  const problems =
    lines.length < mostLines ? [] : [`has ${lines.length} lines, ${mostLines - 1} are the most`];
  if (path.startsWith('apps/')) return problems;
  if (!lines.includes('```ts')) problems.push('has no program in a ```ts block');
  const headings = lines.filter((line) => line.startsWith('## '));
  let from = 0;
  for (const [pattern, title] of sections) {
    const at = headings.findIndex((heading, i) => i >= from && pattern.test(heading));
    if (at === -1) problems.push(`has no section "${title}" in its place`);
    else from = at + 1;
  }
  return problems;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
