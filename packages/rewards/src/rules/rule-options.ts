import { ConfigError } from '@stepgrpo/core';
import { z } from 'zod';

/** Options of the rules that come in modes. */
export const modeSchema = z.enum(['code', 'paper', 'soft']);

/** Checks the options of a rule: an unknown or ill-typed one is a ConfigError that names the place. */
export function parseRuleOptions<Schema extends z.ZodObject>(
  rule: string,
  schema: Schema,
  options: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const place = [`reward "${rule}"`, 'options', ...issue.path.map(String)].join('.');
  const known = Object.keys(schema.shape);
  const fix =
    known.length === 0 ? 'remove the options, there are none.' : `the options are: ${known.join(', ')}.`;
  throw new ConfigError(issue.message, fix, place, { cause: parsed.error });
}
