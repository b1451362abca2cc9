import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestDigest, verifyManifest, writeManifest } from './manifest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stepgrpo-manifest-'));
  mkdirSync(join(root, 'sub'));
  writeFileSync(join(root, 'a'), 'alpha');
  writeFileSync(join(root, 'sub', 'b'), 'beta');
  writeManifest(root);
});
afterEach(() => rmSync(root, { recursive: true }));

it('lists the SHA-256 of every file', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as { files: object };
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(manifest.files).toEqual({ a: hashOf('alpha'), 'sub/b': hashOf('beta') });
  expect(() => verifyManifest(root)).not.toThrow();
});

it.each([
  ['changed', () => writeFileSync(join(root, 'a'), 'alphA'), /a has changed/],
  ['missing', () => rmSync(join(root, 'sub', 'b')), /sub\/b is missing/],
  ['added', () => writeFileSync(join(root, 'c'), ''), /c is not in the manifest/],
  ['without a manifest', () => rmSync(join(root, 'manifest.json')), /manifest\.json cannot be read/],
])('notices a file that is %s', (_name, harm, message) => {
  harm();
  expect(() => verifyManifest(root)).toThrow(message);
});

it('gives a digest that follows the contents', () => {
  const before = manifestDigest(root);
  writeManifest(root);
  expect(manifestDigest(root)).toBe(before);
  writeFileSync(join(root, 'a'), 'other');
  writeManifest(root);
  expect(manifestDigest(root)).not.toBe(before);
});
