/** How long to wait between attempts. */
export interface RetryDelays {
  /** Before the second attempt, without jitter; doubled for each further one. */
  readonly firstMs: number;
  /** No longer than this, unless the endpoint asks for more. */
  readonly longestMs: number;
}

/**
 * The wait before the next attempt, exponential back-off with jitter; what an endpoint asks for comes on top.
 *
 * Equation  delay = min(first * 2^(failed - 1), longest) * (0.5 + u / 2)
 * Range     milliseconds; `failed` attempts so far, at least 1; `u` uniform in [0, 1)
 * Source    equal jitter as in M. Brooker, "Exponential Backoff And Jitter"
 */
export function retryDelayMs(
  failed: number,
  { u, delays }: { readonly u: number; readonly delays: RetryDelays },
): number {
  const doubled = delays.firstMs * 2 ** Math.min(failed - 1, 30);
  return Math.min(doubled, delays.longestMs) * (0.5 + u / 2);
}

/**
 * A Retry-After header (RFC 9110 10.2.3) in milliseconds from now: seconds, or a date. Null when there is none or it cannot be read.
 *
 * Example  parseRetryAfter('2', 0) // 2000
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Number(text) * 1000;
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
