import { existsSync } from 'node:fs';
import { loadConfig } from '../config/load';
import { runFiles } from './run-files';

it('writes a config that loads, and cleans up', () => {
  const files = runFiles();
  expect(loadConfig(files.config).config.name).toBe('fake');
  files.remove();
  expect(existsSync(files.root)).toBe(false);
});
