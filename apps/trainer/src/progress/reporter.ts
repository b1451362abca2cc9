import { Presets, SingleBar } from 'cli-progress';
import { createEta, formatDuration } from './eta';

/** Tells a person what happens. */
export interface Reporter {
  /** One line that stays. */
  note(line: string): void;
  /** Work of `total` steps that is about to start. */
  start(label: string, total: number, options?: { readonly done?: number }): ProgressTask;
}

/** Work in progress. */
export interface ProgressTask {
  /** `done` steps are finished; `detail` is what is worth knowing about the latest. */
  update(done: number, detail?: string): void;
  end(): void;
}

/** Where a reporter writes. */
export interface ReporterStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** A bar in a terminal, throttled plain lines elsewhere. */
export function createReporter(stream: ReporterStream, { now = Date.now, intervalMs = 5000 } = {}): Reporter {
  return stream.isTTY === true
    ? terminalReporter(stream as NodeJS.WriteStream)
    : plainReporter(stream, { now, intervalMs });
}

/** A reporter that says nothing. */
export const silentReporter: Reporter = {
  note: () => undefined,
  start: () => ({ update: () => undefined, end: () => undefined }),
};

/** Work that takes less than this is one plain line, at its end. */
const quietMs = 500;

function plainReporter(
  stream: ReporterStream,
  { now, intervalMs }: { readonly now: () => number; readonly intervalMs: number },
): Reporter {
  return {
    note: (line) => void stream.write(`${line}\n`),
    start(label, total, { done: startedAt = 0 } = {}) {
      const eta = createEta(total - startedAt, { now });
      let printedMs = now() - intervalMs + quietMs;
      return {
        update(done, detail = '') {
          eta.record(done - startedAt);
          const isLast = done >= total;
          if (!isLast && now() - printedMs < intervalMs) return;
          printedMs = now();
          stream.write(`${progressLine({ label, done, total, remainingMs: eta.remainingMs(), detail })}\n`);
        },
        end: () => undefined,
      };
    },
  };
}

function terminalReporter(stream: NodeJS.WriteStream): Reporter {
  return {
    note: (line) => void stream.write(`${line}\n`),
    start(label, total, { done: startedAt = 0 } = {}) {
      const eta = createEta(total - startedAt);
      const bar = new SingleBar(
        {
          stream,
          format: `${label.padEnd(9)} {bar} {value}/{total}  ETA {left}  {detail}`,
          barsize: 24,
          hideCursor: true,
          linewrap: false,
          fps: 5,
        },
        Presets.shades_classic,
      );
      bar.start(total, startedAt, { left: '…', detail: '' });
      return {
        update(done, detail = '') {
          eta.record(done - startedAt);
          const remainingMs = eta.remainingMs();
          bar.update(done, { detail, left: remainingMs === null ? '…' : formatDuration(remainingMs) });
        },
        end: () => bar.stop(),
      };
    },
  };
}

function progressLine(progress: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
  readonly detail: string;
}): string {
  const eta = progress.remainingMs === null ? '' : `  ETA ${formatDuration(progress.remainingMs)}`;
  const detail = progress.detail === '' ? '' : `  ${progress.detail}`;
  return `${progress.label}  ${progress.done}/${progress.total}${eta}${detail}`;
}
