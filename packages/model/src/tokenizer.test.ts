import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { loadTokenizer } from './tokenizer';

interface Golden {
  readonly cases: {
    name: string;
    text: string;
    ids: number[];
    decoded: string;
    decoded_skip_special: string;
  }[];
  readonly decode_only: { name: string; ids: number[]; decoded: string; decoded_skip_special: string }[];
}

describeWithFixtures('qwen2-vl-tiny', (root) => {
  const golden = JSON.parse(readFileSync(join(root, 'tokenizer/goldens.json'), 'utf8')) as Golden;
  it.each(['tokenizer', 'model', 'model-v5-names'])(
    'reproduces all cases with the files of %s',
    async (folder) => {
      const tokenizer = await loadTokenizer(join(root, folder));
      for (const c of golden.cases) expect([c.name, tokenizer.encode(c.text)]).toEqual([c.name, c.ids]);
      for (const c of [...golden.cases, ...golden.decode_only]) {
        expect([c.name, tokenizer.decode(c.ids)]).toEqual([c.name, c.decoded]);
        expect(tokenizer.decode(c.ids, { skipSpecial: true })).toBe(c.decoded_skip_special);
      }
    },
  );
});
