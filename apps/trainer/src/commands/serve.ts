import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '@stepgrpo/core';
import { Argument, Command } from 'commander';
import type { CommandIo } from '../io';
import { silentReporter } from '../progress/reporter';
import { reasonOf } from '../reason-of';
import { stopOnSignals } from '../stop';
import { nameList, portNumber, positiveInteger } from './option-values';
import { ruleConfigs, type RuleChoice } from './rule-choice';

const help = `
Endpoints:
  POST /v1/score      {"items": [{"sample": {"solution", "keySteps"}, "completion"}]} gives every reward with its parts
  POST /get_reward    the remote reward model of OpenRLHF: {"query", "prompts", "labels"}
  GET  /health, /metrics, /openapi.json

docs/serving-rewards.md has recipes for TRL, verl and OpenRLHF. Ctrl-C stops it after the requests at hand.

Examples:
  stepgrpo serve rewards --port 8000
  stepgrpo serve rewards --config configs/digits.toml --host 0.0.0.0 --token-file token.txt
`;

interface ServeOptions extends RuleChoice {
  readonly port: number;
  readonly host: string;
  readonly tokenFile?: string;
  readonly maxBodyMb: number;
  readonly timeoutSeconds: number;
  readonly maxRequests: number;
}

/** `stepgrpo serve` */
export function serveCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('serve')
    .description('Serve the reward rules over HTTP, for trainers in any language.')
    .addArgument(new Argument('<what>', 'what to serve').choices(['rewards']))
    .option('--port <number>', 'port to listen on; 0 takes a free one', portNumber, 8000)
    .option('--host <address>', 'address to listen on; 0.0.0.0 is reachable from other machines', '127.0.0.1')
    .option('--token-file <file>', 'ask for the bearer token in this file')
    .option('--rules <names>', 'rules of @stepgrpo/rewards, separated by commas', nameList)
    .option('--config <file>', 'take rules, weights and options from this run config')
    .option('--max-body-mb <number>', 'largest body of a request, in MiB', positiveInteger, 16)
    .option('--timeout-seconds <number>', 'time to receive a request, and to score it', positiveInteger, 60)
    .option('--max-requests <number>', 'requests served at once; further ones get 429', positiveInteger, 64)
    .addHelpText('after', help)
    .action(async (_what: 'rewards', options: ServeOptions) => {
      await serveRewards(io, options);
      finish(0);
    });
}

/** Longest wait for requests at hand when the server stops. */
const graceMs = 10_000;

async function serveRewards(io: CommandIo, options: ServeOptions): Promise<void> {
  const token = options.tokenFile === undefined ? undefined : readToken(options.tokenFile);
  const { combine } = await import('@stepgrpo/rewards'); // late: `--help` must not wait for it
  const { createRewardServer } = await import('../serve/reward-server');
  const rules = combine(await (await io.collaborators()).createRules(ruleConfigs(options)));
  const server = await createRewardServer({
    rules,
    ...(token === undefined ? {} : { token }),
    maxBodyBytes: options.maxBodyMb * 1024 * 1024,
    timeoutMs: options.timeoutSeconds * 1000,
    maxRequests: options.maxRequests,
  });
  const note = (line: string): void => void io.stderr.write(`${line}\n`);
  const stop = stopOnSignals(io.process, {
    ...silentReporter,
    note: () => note('stopping: requests at hand are finished first; press Ctrl-C again to stop at once'),
  });
  try {
    await listen(server, options);
    const { address, family, port } = server.server.address() as AddressInfo;
    const host = family === 'IPv6' ? `[${address}]` : address;
    const names = rules.rules.map(({ rule, weight }) => `${rule.name} (weight ${weight})`);
    note(`serving ${names.join(', ')}`);
    if (token === undefined && !/^(?:127\.|\[?::1\]?$)/.test(address)) {
      note('warning: reachable from other machines without a token; --token-file asks for one');
    }
    io.stdout.write(`listening on http://${host}:${port}\n`);
    if (!stop.requested) await once(stop.signal, 'abort');
  } finally {
    const force = setTimeout(() => server.server.closeAllConnections(), graceMs);
    await server.close();
    clearTimeout(force);
    stop.release();
  }
}

async function listen(
  server: { listen(address: { readonly port: number; readonly host: string }): Promise<unknown> },
  { port, host }: ServeOptions,
): Promise<void> {
  try {
    await server.listen({ port, host });
  } catch (cause) {
    const fix = 'choose another with --port or --host; --port 0 takes a free one.';
    throw new ConfigError(`cannot listen on ${host}:${port} (${reasonOf(cause)}).`, fix, '--port', { cause });
  }
}

function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`cannot be read (${reasonOf(cause)}).`, 'give a file with the token.', file, {
      cause,
    });
  }
  if (/^\S{8,}$/.test(token)) return token;
  throw new ConfigError(
    'holds no token.',
    'write one of at least 8 characters without blanks into it, as from `openssl rand -hex 32`.',
    file,
  );
}
