import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { z } from 'zod';

export const machineSchema = z.object({
  processor: z.string(),
  threads: z.number(),
  memoryBytes: z.number(),
  platform: z.string(),
  node: z.string(),
  /** Average number of waiting processes in the last minute before the run: well below `threads` is a quiet machine. */
  loadBefore: z.number(),
});
export type Machine = z.infer<typeof machineSchema>;

/** The machine this runs on. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    threads: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** Most resident memory this process ever had, in bytes: VmHWM where Linux tells, the current size elsewhere. */
export function peakRssBytes(): number {
  try {
    return peakOf(readFileSync('/proc/self/status', 'utf8')) ?? process.memoryUsage.rss();
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/** VmHWM of a Linux process status, in bytes; null where there is none. */
export function peakOf(status: string): number | null {
  const line = status.split('\n').find((text) => text.startsWith('VmHWM:'));
  const kilobytes = Number.parseInt(line?.slice('VmHWM:'.length).trim() ?? '', 10);
  return Number.isNaN(kilobytes) ? null : kilobytes * 1024;
}
