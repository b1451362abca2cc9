import { findShape } from './find-shape';

it('takes a preset with the vocabulary of the config', async () => {
  const { shape, from } = await findShape({ preset: 'digits', vocabSize: 600 });
  expect([shape.vocabSize, from]).toEqual([600, 'the preset digits']);
});

it('knows a published shape by its name, where the directory is not here', async () => {
  const { shape, from } = await findShape({ path: 'nowhere/Qwen2-VL-7B-Instruct' });
  expect(shape.hiddenSize).toBe(3584);
  expect(from).toContain('is not here');
});

it('names a path that says nothing', async () => {
  await expect(findShape({ path: 'nowhere/model' })).rejects.toThrow('there is no nowhere/model');
});
