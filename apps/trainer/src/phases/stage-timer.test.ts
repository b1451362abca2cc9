import { createStageTimer } from './stage-timer';

it('adds up the time of each stage, also of one that fails', async () => {
  let clock = 0;
  const timer = createStageTimer(() => clock);
  const work = (ms: number) => () => void (clock += ms);
  await timer.run('sample', work(5));
  await timer.run('sample', work(7));
  const failing = timer.run('update', () => {
    clock += 2;
    throw new Error('stopped');
  });
  await expect(failing).rejects.toThrow('stopped');
  expect(timer.stagesMs).toEqual({ sample: 12, update: 2 });
  expect(timer.elapsedMs()).toBe(14);
});
