import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isModelFile, missingFile } from './snapshot-files';

it('wants what a model is loaded from, and no other formats or folders', () => {
  const names = [
    'config.json',
    'model-00001-of-00002.safetensors',
    'merges.txt',
    'chat_template.jinja',
    'README.md',
    'LICENSE',
  ];
  expect(names.every(isModelFile)).toBe(true);
  const others = [
    'pytorch_model.bin',
    'onnx/model.onnx',
    '../x.json',
    '.gitattributes',
    'tf_model.h5',
    'a.py',
    'x'.repeat(300) + '.json',
  ];
  expect(others.some(isModelFile)).toBe(false);
});

it('names the first file that is missing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'snapshot-'));
  const add = (name: string, content = ''): void => writeFileSync(join(directory, name), content);
  const missing: (string | null)[] = [];
  const look = async (): Promise<void> => void missing.push(await missingFile(directory));
  await look();
  add('config.json');
  await look();
  add('vocab.json');
  await look();
  add('processor_config.json');
  await look();
  add('model.safetensors.index.json', '{"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}');
  add('one.safetensors');
  await look();
  add('two.safetensors');
  await look();
  add('model.safetensors.index.json', 'not JSON');
  await look();
  add('adapter_config.json');
  await look();
  expect(missing).toEqual([
    'config.json',
    'tokenizer.json',
    'preprocessor_config.json',
    'model.safetensors',
    'two.safetensors',
    null,
    'model.safetensors.index.json',
    'adapter_model.safetensors',
  ]);
  rmSync(directory, { recursive: true });
});
