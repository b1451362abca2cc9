import { z } from 'zod';

/** What the machine can do at most, measured at the beginning of a run. */
export const limitsSchema = z.object({
  /** A product of two 1024 x 1024 matrices through ONNX Runtime, in 10^9 operations a second. */
  matmulGflops: z.number().positive(),
  /** Reading a buffer far larger than the caches, in 10^9 bytes a second. */
  readGBps: z.number().positive(),
});
export type Limits = z.infer<typeof limitsSchema>;

/** One measured number. */
export const rowSchema = z.object({
  /** Entry, model and variant: `decode/105M/b16`. */
  name: z.string(),
  /** Median of the measured passes. */
  value: z.number(),
  unit: z.string(),
  /** The value at the limit of the machine, in the same unit; null where no limit is known. */
  limit: z.number().nullable(),
  /** How much of the limit is reached: 1 is all of it. */
  share: z.number().nullable(),
  /** Most memory the process of the entry had in use. */
  peakRssBytes: z.number(),
  /** What else was seen, by name with the unit in it. */
  details: z.record(z.string(), z.number()),
});
export type Row = z.infer<typeof rowSchema>;

/** A row before its process has ended. */
export type Measured = Omit<Row, 'peakRssBytes'>;

/** What an entry is told. */
export interface EntryContext {
  readonly threads: number;
  readonly limits: Limits;
}

/** Something to measure, in a process of its own. */
export interface Entry {
  readonly summary: string;
  run(context: EntryContext): Promise<readonly Measured[]>;
}
