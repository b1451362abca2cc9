/**
 * Does every published package work alone? Packs each one, installs the tarball with those of its @stepgrpo
 * dependencies in an empty project outside of this repository, imports it and runs the program of its README there.
 * The types of all of them are checked once, where all of them are installed. Needs a build first: `npm run build && npm run test:pack`.
 * With names of packages it checks only those and what they need: `npm run test:pack -- @stepgrpo/rewards`.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const limitMs = 5 * 60_000;
const run = promisify(execFile);

const packages = chosenPackages(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'stepgrpo-packages-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const tarballs = await pack();
const failures = [];
let typesChecked = false;
const queue = [...packages.values()];
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
if (failures.length === 0 && !typesChecked) {
  await attempt('types', async () => checkTypes(await install('types', packages.keys())));
}
console.log(`${packages.size} packages checked alone, ${failures.length} problems.`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function worker() {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { name } = next;
    await attempt(name, () => checkAlone(name));
  }
}

async function attempt(name, check) {
  const started = Date.now();
  try {
    const said = await check();
    console.log(`ok    ${name}: ${said} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(name);
    const output = [error.message, error.stdout, error.stderr].filter(Boolean).join('\n');
    console.log(`FAIL  ${name}\n${output.slice(0, 4000).replaceAll(/^/gm, '      ')}`);
  }
}

/** Manifests of the workspaces that are published, by package name. */
function publicPackages() {
  const manifests = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((folder) => {
      const path = join(root, group, folder);
      return { path, ...JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) };
    }),
  );
  return new Map(
    manifests.filter((manifest) => !manifest.private).map((manifest) => [manifest.name, manifest]),
  );
}

/** The packages of these names and what they need; all when there are no names. */
function chosenPackages(names) {
  const all = publicPackages();
  if (names.length === 0) return all;
  const unknown = names.find((name) => !all.has(name));
  if (unknown !== undefined)
    throw new Error(`No package is named ${unknown}. Fix: use ${[...all.keys()].join(', ')}.`);
  const chosen = new Set(names.flatMap((name) => [...closureOf(name, all)]));
  return new Map([...all].filter(([name]) => chosen.has(name)));
}

/** One tarball for each package, by package name. */
async function pack() {
  for (const { name, path } of packages.values()) {
    if (!existsSync(join(path, 'dist'))) throw new Error(`${name} is not built. Fix: npm run build.`);
  }
  const workspaces = [...packages.keys()].flatMap((name) => ['--workspace', name]);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', work, ...workspaces], {
    cwd: root,
  });
  const packed = Object.values(JSON.parse(stdout));
  for (const { name, files } of packed) {
    const stray = files.find(
      ({ path }) => !/^(dist\/|bin\/|configs\/|golden\/|README\.md$|LICENSE$|package\.json$)/.test(path),
    );
    if (stray !== undefined)
      throw new Error(`The tarball of ${name} holds ${stray.path}. Fix: list less in "files".`);
  }
  return new Map(packed.map(({ name, filename }) => [name, join(work, filename)]));
}

/** The package and the @stepgrpo packages it needs, directly or not. */
function closureOf(name, among, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const dependency of Object.keys(among.get(name).dependencies ?? {})) {
    if (among.has(dependency)) closureOf(dependency, among, seen);
  }
  return seen;
}

/** An empty project with these packages from their tarballs. */
async function install(folder, names) {
  const project = join(work, folder);
  mkdirSync(project);
  const dependencies = Object.fromEntries([...names].map((name) => [name, `file:${tarballs.get(name)}`]));
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...flags], { cwd: project, timeout: limitMs });
  return project;
}

async function checkAlone(name) {
  const closure = closureOf(name, packages);
  const project = await install(folderOf(name), closure);
  try {
    const { path, bin } = packages.get(name);
    const said = [];
    if (bin !== undefined) {
      const program = join(project, 'node_modules/.bin', Object.keys(bin)[0]);
      await run(program, ['--help'], { cwd: project, timeout: limitMs });
      said.push('installs', 'prints its help');
    } else {
      const program = `const exports = Object.keys(await import('${name}')); console.log(exports.length);`;
      const { stdout } = await run('node', ['--input-type=module', '-e', program], {
        cwd: project,
        timeout: limitMs,
      });
      if (!(Number(stdout) > 0)) throw new Error(`${name} exports nothing.`);
      said.push('installs', `imports ${stdout.trim()} names`);
    }
    const example = readmeProgram(path);
    if (example !== null) {
      writeFileSync(join(project, 'program.js'), asJavaScript(example));
      const { stdout } = await run('node', ['program.js'], { cwd: project, timeout: limitMs });
      if (stdout.trim() === '') throw new Error('The program of the README prints nothing.');
      said.push('the program of its README runs');
    }
    if (closure.size === packages.size) said.push(await checkTypes(project));
    return said.join(', ');
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** Type-checks the program of every README against the declarations in the tarballs, and those declarations. */
async function checkTypes(project) {
  typesChecked = true;
  for (const { name, path } of packages.values()) {
    const program = readmeProgram(path) ?? '';
    const every =
      packages.get(name).bin === undefined ? `import * as all from '${name}';\nvoid all;\n` : 'export {};\n';
    writeFileSync(join(project, `${folderOf(name)}.ts`), `${every}${program}\n`);
  }
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    noEmit: true,
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = await run('node', [tsc, '--project', project], { cwd: project, timeout: limitMs }).catch(
    (error) => error,
  );
  const ours = stdout.split('\n').filter((line) => /^(node_modules\/@stepgrpo\/|[\w.-]+\.ts\()/.test(line));
  if (ours.length > 0) throw new Error(`The declarations have errors:\n${ours.join('\n')}`);
  return 'the types of all packages resolve, README programs type-check';
}

function readmeProgram(path) {
  const readme = join(path, 'README.md');
  if (!existsSync(readme)) return null;
  return /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(readme, 'utf8'))?.[1] ?? null;
}

function asJavaScript(program) {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(program, { compilerOptions }).outputText;
}

function folderOf(name) {
  return name.replace('@stepgrpo/', '');
}
