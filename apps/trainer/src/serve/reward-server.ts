import { createHash, timingSafeEqual } from 'node:crypto';
import swagger from '@fastify/swagger';
import type { CombinedRules } from '@stepgrpo/rewards';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { version } from '../version';
import {
  openRlhfItems,
  openRlhfProblem,
  openRlhfReply,
  openRlhfReplySchema,
  openRlhfRequestSchema,
  type OpenRlhfRequest,
} from './open-rlhf';
import { createRewardMetrics } from './reward-metrics';
import { ScoringStopped, scoreItems } from './score-items';
import {
  errorSchema,
  jsonSchemaOf,
  scoreReplySchema,
  scoreRequestSchema,
  type ScoreItem,
  type ScoreRequest,
  type ScoreResult,
} from './score-schema';

export interface RewardServerOptions {
  readonly rules: CombinedRules;
  /** What clients must send as `Authorization: Bearer …`; nothing is asked when absent. `/health` is always open. */
  readonly token?: string;
  /** Largest body, in bytes. */
  readonly maxBodyBytes?: number;
  /** Time to receive a request, and as much again to score it, in ms. */
  readonly timeoutMs?: number;
  /** Requests served at once; further ones get 429. */
  readonly maxRequests?: number;
}

/** Connections beyond this are closed at once. */
const maxConnections = 1024;

/**
 * A server that scores completions over HTTP, not yet listening. Whatever is sent, it answers: 400 for a body that is not as
 * documented, 401 without the token, 408 for a slow sender, 413 for a large body, 415 for another media type, 429 when it
 * is busy, 503 when scoring takes longer than the time limit or while it stops.
 */
export async function createRewardServer({
  rules,
  token,
  maxBodyBytes = 16 * 1024 * 1024,
  timeoutMs = 60_000,
  maxRequests = 64,
}: RewardServerOptions): Promise<FastifyInstance> {
  const metrics = createRewardMetrics();
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: timeoutMs,
    forceCloseConnections: 'idle',
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    exposeHeadRoutes: false,
    // Node looks for slow senders every 30 seconds otherwise.
    http: { headersTimeout: timeoutMs, connectionsCheckingInterval: Math.min(1000, timeoutMs) },
  });
  app.server.maxConnections = maxConnections;
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(replyWithError);
  app.setNotFoundHandler((request, reply) =>
    sendError(
      reply,
      404,
      'NOT_FOUND',
      `there is no ${request.method} ${request.url.slice(0, 100)}; see /openapi.json`,
    ),
  );

  let inFlight = 0;
  app.addHook('onRequest', async (request, reply) => {
    metrics.requestStarted();
    inFlight += 1;
    let isOpen = true;
    const end = (): void => {
      if (!isOpen) return;
      isOpen = false;
      inFlight -= 1;
      const route = request.routeOptions.url ?? 'unknown';
      metrics.requestEnded({ route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    };
    reply.raw.once('close', end);
    if (request.url === '/health') return undefined;
    if (!isAllowed(request, token)) {
      void reply.header('www-authenticate', 'Bearer');
      return sendError(
        reply,
        401,
        'UNAUTHORIZED',
        'send "Authorization: Bearer <token>" with the token of this server',
      );
    }
    if (inFlight > maxRequests) {
      void reply.header('retry-after', '1');
      return sendError(reply, 429, 'BUSY', `${maxRequests} requests are being served; try again`);
    }
    return undefined;
  });

  const score = (items: readonly ScoreItem[], reply: FastifyReply): Promise<ScoreResult[]> => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return scoreItems(rules.rules, items, {
      deadlineMs: performance.now() + timeoutMs,
      signal: gone.signal,
      onScored: (result, ms) => metrics.completionScored(result, ms / 1000),
    });
  };

  await app.register(swagger, { openapi: openApiInfo(token !== undefined) });
  const failures = Object.fromEntries(
    Object.entries(failureNames).map(([status, description]) => [
      status,
      { description, ...jsonSchemaOf(errorSchema) },
    ]),
  );
  app.post<{ Body: ScoreRequest }>(
    '/v1/score',
    {
      schema: {
        summary: 'Score completions, with the parts of every reward',
        body: jsonSchemaOf(scoreRequestSchema),
        response: {
          200: { description: 'In the order of the items.', ...jsonSchemaOf(scoreReplySchema) },
          ...failures,
        },
      },
    },
    async ({ body }, reply) => ({ results: await score(body.items, reply) }),
  );
  app.post<{ Body: OpenRlhfRequest }>(
    '/get_reward',
    {
      schema: {
        summary: "Score completions in the shape of OpenRLHF's remote reward model",
        body: jsonSchemaOf(openRlhfRequestSchema),
        response: {
          200: { description: 'One number per query.', ...jsonSchemaOf(openRlhfReplySchema) },
          ...failures,
        },
      },
    },
    async ({ body }, reply) => {
      const problem = openRlhfProblem(body);
      if (problem !== null) return sendError(reply, 400, 'BAD_REQUEST', problem);
      return openRlhfReply(await score(openRlhfItems(body), reply), rules);
    },
  );
  app.get('/health', { schema: { summary: 'Whether the server is up' } }, () => ({
    status: 'ok',
    version,
    rules: rules.rules.map(({ rule, weight }) => ({ name: rule.name, range: rule.range, weight })),
  }));
  app.get('/metrics', { schema: { summary: 'Metrics for Prometheus' } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.ready();
  return app;
}

const failureNames = {
  400: 'The body is not as documented.',
  401: 'The token is absent or wrong.',
  413: 'The body is too large.',
  429: 'Too many requests at once.',
  503: 'Scoring took longer than the time limit, or the server is stopping.',
} as const;

function openApiInfo(hasToken: boolean) {
  const bearer = { type: 'http', scheme: 'bearer' } as const;
  return {
    openapi: '3.1.0',
    info: { title: 'StepGRPO rewards', version, description: 'Rule-based rewards with their parts.' },
    ...(hasToken ? { components: { securitySchemes: { bearer } }, security: [{ bearer: [] }] } : {}),
  };
}

/** Compares digests, so that neither length nor prefix of the token show in the time it takes. */
function isAllowed({ headers }: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function replyWithError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): unknown {
  if (error instanceof ScoringStopped) {
    return sendError(reply, 503, 'LATE', `${error.message} Post fewer completions at a time.`);
  }
  if (error.validation !== undefined)
    return sendError(reply, 400, 'BAD_REQUEST', error.message.slice(0, 300));
  const status = error.statusCode ?? 500;
  if (status >= 500) return sendError(reply, 500, 'INTERNAL', 'the server failed on this request');
  return sendError(reply, status, error.code, error.message.slice(0, 300));
}

function sendError(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ error: { code, message } });
}
