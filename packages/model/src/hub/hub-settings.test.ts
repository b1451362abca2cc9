import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubSettings } from './hub-settings';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'hub-home-'))));
afterEach(() => rmSync(home, { recursive: true }));

it('has the defaults of huggingface_hub', () => {
  expect(hubSettings({}, home)).toEqual({
    endpoint: 'https://huggingface.co',
    cache: join(home, '.cache', 'huggingface', 'hub'),
    token: null,
    offline: false,
  });
});

it.each([
  [{ HF_HOME: '/hf' }, { cache: '/hf/hub' }],
  [{ HF_HOME: '/hf', HF_HUB_CACHE: '/cache' }, { cache: '/cache' }],
  [{ HUGGINGFACE_HUB_CACHE: '/old' }, { cache: '/old' }],
  [{ XDG_CACHE_HOME: '/xdg' }, { cache: '/xdg/huggingface/hub' }],
  [{ HF_ENDPOINT: 'http://mirror.local/' }, { endpoint: 'http://mirror.local' }],
  [{ HF_TOKEN: ' hf_x\n' }, { token: 'hf_x' }],
  [{ HF_TOKEN: '' }, { token: null }],
  [{ HF_HUB_OFFLINE: 'true' }, { offline: true }],
  [{ HF_HUB_OFFLINE: '0' }, { offline: false }],
])('reads %j', (env, expected) => {
  expect(hubSettings(env, home)).toMatchObject(expected);
});

it('takes the token that somebody logged in with, unless one is in the environment', () => {
  mkdirSync(join(home, '.cache', 'huggingface'), { recursive: true });
  writeFileSync(join(home, '.cache', 'huggingface', 'token'), 'hf_file\n');
  expect(hubSettings({}, home).token).toBe('hf_file');
  expect(hubSettings({ HF_TOKEN: 'hf_env' }, home).token).toBe('hf_env');
  writeFileSync(join(home, 'elsewhere'), 'hf_path');
  expect(hubSettings({ HF_TOKEN_PATH: join(home, 'elsewhere') }, home).token).toBe('hf_path');
});
