import { publishedName } from '../checkpoint/weight-names';

const prefix = 'base_model.model.';

/**
 * The name of an adapter weight in `adapter_model.safetensors`, as PEFT writes it for the module tree of transformers 4.52 and
 * later, where the decoder is `model.language_model` and the tower `model.visual`.
 *
 * Source   huggingface/peft src/peft/utils/save_and_load.py, get_peft_model_state_dict
 * Example  peftName('model.layers.0.mlp.up_proj.lora_A.weight')
 *          // 'base_model.model.model.language_model.layers.0.mlp.up_proj.lora_A.weight'
 */
export function peftName(name: string): string {
  const inTree = name.startsWith('visual.')
    ? `model.${name}`
    : name.replace(/^model\./, 'model.language_model.');
  return `${prefix}${inTree}`;
}

/** The other way round, from the module tree of any version of transformers; null when it is no name of PEFT's. */
export function fromPeftName(name: string): string | null {
  return name.startsWith(prefix) ? publishedName(name.slice(prefix.length)) : null;
}
