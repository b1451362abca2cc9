import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { backendProbes, chooseThreads, type BackendProbe } from '@stepgrpo/tensor';
import { reasonOf } from '../reason-of';
import { version } from '../version';

/** One thing about this machine. */
export interface MachineFinding {
  readonly subject: string;
  readonly isFine: boolean;
  readonly found: string;
  /** What to do about it; null where nothing needs to be done. */
  readonly advice: string | null;
}

/** What is looked at; everything of this machine when absent. */
export interface Machine {
  readonly probes: readonly BackendProbe[];
  readonly nodeVersion: string;
  readonly threads: number;
  readonly processor: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
}

/** Memory the demo needs. */
const demoBytes = 3e9;
const oldestNode = [20, 19] as const;

/** Looks at versions, processor, memory and every back end; the back ends by trying them. */
export async function examineMachine(machine: Machine = thisMachine()): Promise<readonly MachineFinding[]> {
  const findings = [
    nodeFinding(machine),
    threadFinding(machine),
    memoryFinding(machine),
    ...packageFindings(),
  ];
  for (const probe of machine.probes) findings.push(await backendFinding(probe, machine.threads));
  return findings;
}

function thisMachine(): Machine {
  return {
    probes: backendProbes,
    nodeVersion: process.versions.node,
    threads: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    totalBytes: totalmem(),
    freeBytes: freemem(),
  };
}

function nodeFinding({ nodeVersion }: Machine): MachineFinding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const isFine = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const advice = isFine ? null : `install Node.js ${oldestNode.join('.')} or newer.`;
  return { subject: 'node', isFine, found: `${nodeVersion}, stepgrpo ${version}.`, advice };
}

function threadFinding({ threads, processor }: Machine): MachineFinding {
  const isFine = threads >= 2;
  const { reason } = chooseThreads(undefined, threads);
  const advice = isFine ? null : 'training works, but the demo is timed for 2 cores.';
  return {
    subject: 'threads',
    isFine,
    found: `${threads} on ${processor}: ${reason}; backend.threads sets another number.`,
    advice,
  };
}

function memoryFinding({ totalBytes, freeBytes }: Machine): MachineFinding {
  const isFine = freeBytes >= demoBytes;
  const found = `${gigabytes(freeBytes)} free of ${gigabytes(totalBytes)}.`;
  const advice = isFine ? null : `the demo needs ${gigabytes(demoBytes)}: close other programs.`;
  return { subject: 'memory', isFine, found, advice };
}

/** Versions of the libraries that decide what can run. */
function packageFindings(): readonly MachineFinding[] {
  return ['onnxruntime-node', '@tensorflow/tfjs', 'sharp'].map((name) => {
    const found = installedVersion(name);
    const advice = found === null ? 'run npm ci again.' : null;
    return {
      subject: name,
      isFine: found !== null,
      found: found === null ? 'not found.' : `${found}.`,
      advice,
    };
  });
}

/** The version in the manifest above the file that an import of the package loads; null where there is none. */
function installedVersion(name: string): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = entry.slice(
      0,
      entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length,
    );
    return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  } catch {
    return null; // reported as not found
  }
}

async function backendFinding(backend: BackendProbe, threads: number): Promise<MachineFinding> {
  const subject = `back end ${backend.name}`;
  try {
    const finding = await backend.probe({ threads, allowSpinning: false });
    const advice = finding.available ? null : finding.fix;
    return { subject, isFine: finding.available, found: finding.reason, advice };
  } catch (error) {
    return {
      subject,
      isFine: false,
      found: `the look at it failed: ${reasonOf(error)}`,
      advice: 'report this.',
    };
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
