import { objectiveFromOptions } from '@stepgrpo/optim';
import { objectiveOf } from './objective-of';

const collaborators = { createObjective: objectiveFromOptions };

it('has an entropy bonus only when the config has one', () => {
  const rl = { objective: 'dapo', objectiveOptions: { topEntropy: 0.2 } };
  expect(objectiveOf(rl, collaborators).settings).toMatchObject({ topEntropy: 0.2, entropyBonus: false });
  const entropy = { coefficient: 0.1, delta: 0, min: 0, max: 1 };
  expect(objectiveOf({ ...rl, entropy }, collaborators).settings.entropyBonus).toBe(true);
});
