import { BackendError, UnknownNameError } from '@stepgrpo/core';
import type { Backend } from './backend';
import { chooseThreads } from './choose-threads';
import { ortCpu } from './probe/ort-cpu';
import { ortCuda } from './probe/ort-cuda';
import type { BackendProbe, BackendSettings } from './probe/probe';
import { tfjsCpu } from './probe/tfjs-cpu';
import { tfjsNode } from './probe/tfjs-node';
import { tfjsNodeGpu } from './probe/tfjs-node-gpu';

/** Every backend, in the order in which they are tried when none is asked for. */
export const backendProbes: readonly BackendProbe[] = [ortCpu, ortCuda, tfjsNodeGpu, tfjsNode, tfjsCpu];

export interface ResolveOptions {
  /** Name of the backend to use; the first that works when left out. */
  readonly prefer?: string;
  /** Threads of a computation, at least 1; all that this process may use when left out. */
  readonly threads?: number;
  /** Whether worker threads spin while a program runs; true unless other work shares the cores. */
  readonly allowSpinning?: boolean;
  /** Told in one line about each backend that was passed over. */
  readonly warn?: (line: string) => void;
}

/** One backend that was looked at, and what came of it. */
export interface Tried {
  readonly backend: string;
  readonly reason: string;
}

export interface Resolved {
  readonly backend: Backend;
  readonly reason: string;
  readonly tried: readonly Tried[];
}

/**
 * A backend that works here, why it was taken, and what else was tried.
 *
 * Throws    UnknownNameError when `prefer` names no backend; BackendError when the preferred one does not work here
 */
export async function resolveBackend({
  prefer,
  threads: asked,
  allowSpinning = true,
  warn,
}: ResolveOptions = {}): Promise<Resolved> {
  const settings: BackendSettings = { threads: chooseThreads(asked).threads, allowSpinning };
  const tried: Tried[] = [];
  for (const probe of candidates(prefer)) {
    const finding = await probe.probe(settings);
    tried.push({ backend: probe.name, reason: finding.reason });
    if (finding.available) {
      const reason =
        prefer === undefined
          ? `the first that works here: ${finding.reason}`
          : `asked for: ${finding.reason}`;
      return { backend: finding.open(), reason, tried };
    }
    if (prefer !== undefined)
      throw new BackendError(`The backend "${prefer}" does not work here: ${finding.reason}`, finding.fix);
    warn?.(`backend ${probe.name} passed over: ${finding.reason}`);
  }
  throw new BackendError(
    `No backend works here: ${tried.map(({ backend, reason }) => `${backend}: ${reason}`).join(' ')}`,
    'reinstall the packages.',
  );
}

function candidates(prefer: string | undefined): readonly BackendProbe[] {
  if (prefer === undefined) return backendProbes;
  const named = backendProbes.filter(({ name }) => name === prefer);
  if (named.length === 0)
    throw new UnknownNameError(
      'backend',
      prefer,
      backendProbes.map(({ name }) => name),
    );
  return named;
}
