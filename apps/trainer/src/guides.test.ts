import { execFile, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Does what the guides say, with the real command line, in a folder of its own. */
jest.setTimeout(180_000);

const root = join(__dirname, '../../..');
const run = promisify(execFile);
const flags = ['--import', 'tsx', '--conditions=@stepgrpo/source', join(root, 'apps/trainer/src/main.ts')];
const stepgrpo = (folder: string, ...args: readonly string[]) =>
  run(process.execPath, [...flags, ...args], { cwd: folder, env: { ...process.env, NODE_PATH: undefined } });

/** The files of a guide: a block behind a line that is a name in bold. */
function filesOf(guide: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, 'docs', guide), 'utf8');
  const blocks = text.matchAll(/^\*\*`([^`]+)`\*\*\n\n```\w+\n([^]*?)^```$/gm);
  return new Map([...blocks].map(([, name, content]) => [name!, content!]));
}

function write(guide: string): { readonly folder: string; readonly names: readonly string[] } {
  const folder = join(root, '.cache', `${guide.replace('.md', '')}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const files = filesOf(guide);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return { folder, names: [...files.keys()] };
}

it('docs/adding-a-reward-rule.md: one file, one test, one line', async () => {
  const { folder, names } = write('adding-a-reward-rule.md');
  try {
    expect(names).toEqual(['shows-equations.js', 'shows-equations.test.js', 'run.toml']);
    copyFileSync(join(root, 'examples/completions.jsonl'), join(folder, 'completions.jsonl'));
    const scored = await stepgrpo(folder, 'score', 'completions.jsonl', '--config', 'run.toml');
    expect(scored.stdout).toMatch(/sample +total +step-accuracy +shows-equations/);
    expect(scored.stdout).toMatch(/sum +1\.6000 +1\.1000 +1\.0000/);
    const config = {
      rootDir: folder,
      testMatch: ['<rootDir>/*.test.js'],
      transform: {
        '\\.(ts|js|mjs)$': ['@swc/jest', { module: { type: 'commonjs' }, jsc: { target: 'es2022' } }],
      },
      transformIgnorePatterns: ['/node_modules/(?!(fast-check|pure-rand)/)'],
      moduleNameMapper: { '^@stepgrpo/([a-z-]+)$': join(root, 'packages/$1/src/index.ts') },
    };
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const tested = await run(process.execPath, [jest, '--config', JSON.stringify(config)], { cwd: root });
    expect(tested.stderr).toMatch(/Tests: +\d+ passed/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('docs/serving-rewards.md: the Python recipes post to a server', async () => {
  const python = await run('python3', ['--version']).catch(() => null);
  if (python === null) return process.stderr.write('SKIPPED: the Python recipes, for there is no python3\n');
  const { folder, names } = write('serving-rewards.md');
  const server = spawn(process.execPath, [...flags, 'serve', 'rewards', '--port', '0'], { cwd: folder });
  try {
    expect(names).toEqual(['stepgrpo_client.py', 'trl_reward.py', 'verl_reward.py']);
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (data) => resolve(/http:\S+/.exec(String(data))![0]));
      server.on('exit', () => reject(new Error('the server ended')));
    });
    const right = '### Step 1:\\n3 + 8 = 11\\n### The final answer is: 11';
    const program = `
from trl_reward import stepgrpo_reward
from verl_reward import compute_score
n = 2500
texts = ['${right}' if i % 2 else 'no idea' for i in range(n)]
print(sum(stepgrpo_reward(texts, ['11'] * n, [[['3 + 8 = 11']]] * n)) / n)
print(stepgrpo_reward([[{'role': 'assistant', 'content': '${right}'}]], ['11']))
print(compute_score('any', '${right}', '11', {'key_steps': [['3 + 8 = 11']]}))
`;
    const env = { ...process.env, STEPGRPO_URL: url };
    const { stdout } = await run('python3', ['-c', program], { cwd: folder, env });
    const [mean, chat, single] = stdout.trim().split('\n');
    expect(Number(mean)).toBeCloseTo(0.55, 9);
    expect([chat, single]).toEqual(['[1]', '1.1']);
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.on('exit', resolve));
    rmSync(folder, { recursive: true });
  }
});
