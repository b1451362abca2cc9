/**
 * Names of adapter weights among the weights of a policy: they stand beside the linear they belong to, so that whoever takes
 * the weights of a layer by prefix takes its adapters too.
 */
const [suffixA, suffixB] = ['.lora_A.weight', '.lora_B.weight'] as const;

/** [rank, in]: the first of the two maps of an adapter. */
export function loraA(path: string): string {
  return `${path}${suffixA}`;
}

/** [out, rank]: the second. */
export function loraB(path: string): string {
  return `${path}${suffixB}`;
}

/** A scalar: what the output of every adapter is multiplied by. It never learns. */
export const loraScaleName = 'lora.scale';

/** Whether the weight is one of the two maps of an adapter, which learn. */
export function isAdapterMap(name: string): boolean {
  return name.endsWith(suffixA) || name.endsWith(suffixB);
}

/** Whether the weight is there for adapters only. */
export function isAdapterWeight(name: string): boolean {
  return name === loraScaleName || isAdapterMap(name);
}
