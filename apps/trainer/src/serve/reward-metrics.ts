import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ScoreResult } from './score-schema';

/** What the server counts, for Prometheus. */
export interface RewardMetrics {
  readonly contentType: string;
  requestStarted(): void;
  requestEnded(request: { readonly route: string; readonly status: number; readonly seconds: number }): void;
  completionScored(result: ScoreResult, seconds: number): void;
  text(): Promise<string>;
}

/** Metrics of one server, in a registry of its own. */
export function createRewardMetrics(): RewardMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'stepgrpo_requests_total',
    help: 'Requests by route and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'stepgrpo_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its reply.',
    labelNames: ['route'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30, 60],
    registers,
  });
  const inFlight = new Gauge({
    name: 'stepgrpo_requests_in_flight',
    help: 'Requests being served.',
    registers,
  });
  const completions = new Counter({
    name: 'stepgrpo_completions_total',
    help: 'Completions by rule: scored, or ungradable.',
    labelNames: ['rule', 'outcome'],
    registers,
  });
  const completionSeconds = new Histogram({
    name: 'stepgrpo_completion_duration_seconds',
    help: 'Time to score one completion with every rule.',
    buckets: [0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 1],
    registers,
  });
  const rewards = new Counter({
    name: 'stepgrpo_reward_points_total',
    help: 'Sum of the absolute reward points a rule gave, before weighting.',
    labelNames: ['rule'],
    registers,
  });
  return {
    contentType: registry.contentType,
    requestStarted: () => inFlight.inc(),
    requestEnded({ route, status, seconds }) {
      inFlight.dec();
      requests.inc({ route, status });
      requestSeconds.observe({ route }, seconds);
    },
    completionScored(result, seconds) {
      completionSeconds.observe(seconds);
      for (const [rule, { value }] of Object.entries(result.rewards)) {
        completions.inc({ rule, outcome: value === null ? 'ungradable' : 'scored' });
        if (value !== null) rewards.inc({ rule }, Math.abs(value));
      }
    },
    text: () => registry.metrics(),
  };
}
