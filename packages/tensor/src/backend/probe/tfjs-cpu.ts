import { eagerBackend } from '../eager-backend';
import type { BackendProbe } from './probe';

/** The slow, plain implementation in JavaScript that the others are tested against. */
export const tfjsCpu: BackendProbe = {
  name: 'tfjs-cpu',
  summary: 'eager, JavaScript; the slow reference',
  async probe() {
    return {
      available: true,
      reason: 'plain JavaScript, works everywhere.',
      open: () => eagerBackend('tfjs-cpu', 'cpu', 1),
    };
  },
};
