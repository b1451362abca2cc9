import type { ObjectiveSettings } from '../settings';
import { cispo } from './cispo';
import { clipped } from './clipped';
import { gmpo } from './gmpo';
import type { PolicyTerm } from './policy-term';
import { sapo } from './sapo';
import { vespo } from './vespo';

/** Every policy term by name; each reads its own constants from the settings. */
export const policyTerms: Readonly<
  Record<ObjectiveSettings['policy'], (settings: ObjectiveSettings) => PolicyTerm>
> = { clipped, cispo, sapo, vespo, gmpo };
