import { ConfigError } from '@stepgrpo/core';
import { z } from 'zod';

const whole = z.number().int();

/** How an endpoint is reached, as a config may have it. The key is not part of it: it comes from the environment. */
export const endpointOptionsSchema = z.strictObject({
  baseUrl: z.string().describe('Where the API is, as in http://127.0.0.1:8000/v1.'),
  model: z.string().min(1).describe("The model's name at the endpoint."),
  concurrency: whole.min(1).max(256).default(4).describe('Requests under way at once.'),
  retries: whole.min(0).max(20).default(5).describe('Further attempts after one that failed.'),
  timeoutMs: whole.min(1).default(120_000).describe('Longest wait for one reply, until its last byte.'),
  maxReplyBytes: whole.min(1).default(1_048_576).describe('A longer reply is not read.'),
  extraBody: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Further fields of the request; null takes one of ours out.'),
});
export type EndpointOptions = z.input<typeof endpointOptionsSchema>;

/**
 * The address of the chat completions under a base URL.
 *
 * Throws  ConfigError when it is no http(s) URL, or holds a user name and password
 */
export function completionsUrl(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const example = 'give one like http://127.0.0.1:8000/v1.';
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(`the base URL "${baseUrl}" is no http or https address.`, example, 'baseUrl');
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigError(
      'the base URL holds a user name or password.',
      `${example} Keys come from the environment.`,
      'baseUrl',
    );
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  return url;
}
