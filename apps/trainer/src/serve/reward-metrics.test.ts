import { createRewardMetrics } from './reward-metrics';

it('counts requests and completions in the text format of Prometheus', async () => {
  const metrics = createRewardMetrics();
  metrics.requestStarted();
  metrics.requestStarted();
  metrics.requestEnded({ route: '/v1/score', status: 200, seconds: 0.01 });
  metrics.completionScored(
    { total: 1, rewards: { a: { value: -0.5 }, b: { value: null, reason: 'x' } } },
    0.0002,
  );
  const text = await metrics.text();
  expect(metrics.contentType).toMatch(/^text\/plain/);
  expect(text).toContain('stepgrpo_requests_total{route="/v1/score",status="200"} 1');
  expect(text).toContain('stepgrpo_requests_in_flight 1');
  expect(text).toContain('stepgrpo_completions_total{rule="a",outcome="scored"} 1');
  expect(text).toContain('stepgrpo_completions_total{rule="b",outcome="ungradable"} 1');
  expect(text).toContain('stepgrpo_reward_points_total{rule="a"} 0.5');
  expect(text).toContain('stepgrpo_completion_duration_seconds_count 1');
});

it('keeps the metrics of two servers apart', async () => {
  const [one, other] = [createRewardMetrics(), createRewardMetrics()];
  one.requestStarted();
  expect(await other.text()).toContain('stepgrpo_requests_in_flight 0');
});
