import type { RlConfig } from '@stepgrpo/core';
import {
  activeCoefficient,
  afterUpdate,
  initialAdaptiveEntropy,
  nextKlCoefficient,
  type AdaptiveEntropyState,
} from '@stepgrpo/optim';
import { z } from 'zod';

/** What the controllers remember between updates; part of a checkpoint. */
export const steeringStateSchema = z.strictObject({
  klCoefficient: z.number(),
  entropyCoefficient: z.number(),
  /** Mean entropy of the last update, nats; null before the first. */
  lastEntropy: z.number().nullable(),
});
export type SteeringState = z.infer<typeof steeringStateSchema>;

/** The weights of the KL term and of the entropy bonus, fixed or adapted after each update. */
export interface Steering {
  readonly klCoefficient: number;
  /** Of the next update. */
  readonly entropyCoefficient: number;
  /** Takes in what an update measured; a number that is not finite moves nothing. */
  afterUpdate(measured: { readonly kl: number; readonly rows: number; readonly entropy: number }): void;
  state(): SteeringState;
  restore(state: SteeringState): void;
}

/** Controllers as a config asks for them. */
export function createSteering({
  klCoefficient,
  klController,
  entropy,
}: Pick<RlConfig, 'klCoefficient' | 'klController' | 'entropy'>): Steering {
  let kl = klCoefficient;
  let bonus: AdaptiveEntropyState = initialAdaptiveEntropy(entropy?.coefficient ?? 0);
  const target = entropy?.target;
  return {
    get klCoefficient() {
      return kl;
    },
    get entropyCoefficient() {
      return target === undefined ? bonus.coefficient : activeCoefficient(bonus, { target });
    },
    afterUpdate(measured) {
      if (klController !== undefined && Number.isFinite(measured.kl))
        kl = nextKlCoefficient(kl, measured, klController);
      if (entropy !== undefined && target !== undefined && Number.isFinite(measured.entropy))
        bonus = afterUpdate(bonus, measured.entropy, { ...entropy, target });
    },
    state: () => ({
      klCoefficient: kl,
      entropyCoefficient: bonus.coefficient,
      lastEntropy: Number.isFinite(bonus.lastEntropy) ? bonus.lastEntropy : null,
    }),
    restore(state) {
      kl = state.klCoefficient;
      bonus = { coefficient: state.entropyCoefficient, lastEntropy: state.lastEntropy ?? Infinity };
    },
  };
}
