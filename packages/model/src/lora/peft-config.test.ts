import { linearModules } from './lora-modules';
import { formatPeftConfig, parsePeftConfig } from './peft-config';
import { presets } from '../presets';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const model = presets.get('tiny')({ size: 20, tokens });
const peft = { peft_type: 'LORA', r: 8, lora_alpha: 16, target_modules: ['q_proj'] };
const parse = (changes: object): unknown =>
  parsePeftConfig(JSON.stringify({ ...peft, ...changes }), 'a.json');

it('reads what PEFT writes', () => {
  expect(
    parse({ lora_dropout: 0.05, use_rslora: true, base_model_name_or_path: 'Qwen/Qwen2-VL-2B-Instruct' }),
  ).toEqual({
    rank: 8,
    alpha: 16,
    dropout: 0.05,
    rslora: true,
    targets: ['q_proj'],
    base: 'Qwen/Qwen2-VL-2B-Instruct',
  });
  expect(parse({ target_modules: '.*(a+)+$' })).toMatchObject({ targets: null }); // no pattern from outside is run
});

it.each([
  [{ peft_type: 'LOHA' }, 'a.json: peft_type'],
  [{ r: 0 }, 'a.json: r'],
  [{ lora_alpha: 'x' }, 'a.json: lora_alpha'],
  [{ lora_dropout: 1 }, 'a.json: lora_dropout'],
  [{ bias: 'all' }, 'a.json: bias'],
  [{ use_dora: true }, 'use_dora is true'],
  [{ modules_to_save: ['lm_head'] }, 'modules_to_save is ["lm_head"]'],
  [{ rank_pattern: { q_proj: 4 } }, 'rank_pattern'],
  [{ alpha_pattern: { q_proj: 4 } }, 'alpha_pattern'],
])('refuses %j', (changes, message) => {
  expect(() => parse(changes)).toThrow(message);
});

it('refuses text that is not JSON', () => {
  expect(() => parsePeftConfig('{', 'a.json')).toThrow('a.json is not JSON');
});

const lora = { rank: 4, alpha: 8, dropout: 0.1, targets: [], vision: false, rslora: false };
const written = (names: readonly string[]): Record<string, unknown> => {
  const adapted = new Set(
    linearModules(model)
      .filter(({ name }) => names.includes(name))
      .map(({ path }) => path),
  );
  return JSON.parse(formatPeftConfig(lora, { model, adapted, base: 'b' })) as Record<string, unknown>;
};

it('lists names where they say it all', () => {
  expect(written(['q_proj', 'v_proj'])).toMatchObject({
    peft_type: 'LORA',
    r: 4,
    lora_alpha: 8,
    lora_dropout: 0.1,
    target_modules: ['q_proj', 'v_proj'],
    base_model_name_or_path: 'b',
    bias: 'none',
  });
});

it('writes a pattern where "proj" would also mean the patch embedding', () => {
  const pattern = new RegExp(`^(?:${String(written(['q_proj', 'qkv', 'proj'])['target_modules'])})$`);
  const matched = [
    'model.language_model.layers.0.self_attn.q_proj',
    'model.visual.blocks.0.attn.qkv',
    'visual.blocks.11.attn.proj',
    'model.visual.patch_embed.proj',
    'model.language_model.layers.0.self_attn.k_proj',
    'model.visual.blocks.0.mlp.fc1',
  ].map((path) => pattern.test(path));
  expect(matched).toEqual([true, true, true, false, false, false]);
});
