import type { Backend } from '../backend';

export interface BackendSettings {
  /** Threads a computation may use; where the backend lets us choose. */
  readonly threads: number;
  /** Whether idle worker threads of a running program spin; `ort-cpu` and `ort-cuda` only. */
  readonly allowSpinning: boolean;
}

/** What a look at this machine found. */
export type Finding =
  | { readonly available: true; readonly reason: string; open(): Backend }
  | { readonly available: false; readonly reason: string; readonly fix: string };

/** Looks whether one backend works here, by using it; never throws. */
export interface BackendProbe {
  readonly name: string;
  /** One sentence: what it is. */
  readonly summary: string;
  probe(settings: BackendSettings): Promise<Finding>;
}

/** The first line of whatever was thrown. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
