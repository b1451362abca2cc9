/** What the checks look at: a part of the StepGRPO phase of a config. */
export interface CheckedRlConfig {
  readonly promptsPerStep: number;
  readonly groupSize: number;
  readonly updatesPerGeneration: number;
  readonly klCoefficient: number;
  readonly klIn: 'loss' | 'reward';
  readonly advantage: string;
  readonly klController?: object | undefined;
  readonly referenceSync?: object | undefined;
  readonly rewards: readonly {
    readonly name?: string | undefined;
    readonly module?: string | undefined;
    readonly gate?: string | undefined;
    readonly gateAt?: number | undefined;
  }[];
  readonly entropy?:
    | {
        readonly coefficient: number;
        readonly target?: number | undefined;
        readonly min: number;
        readonly max: number;
      }
    | undefined;
  readonly dynamicSampling?:
    { readonly rule?: string | undefined; readonly low: number; readonly high: number } | undefined;
  readonly stepwise?: { readonly processWeight: number; readonly outcomeWeight: number } | undefined;
}

/** Two values that do not go together, and what to do about it. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Values of the StepGRPO phase that contradict each other.
 *
 * Source  huggingface/trl trl/trainer/grpo_config.py and grpo_trainer.py, as far as they apply to one process
 */
export function contradictions(rl: CheckedRlConfig): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const need = (holds: boolean, path: Contradiction['path'], message: string): void => {
    if (!holds) found.push({ path, message });
  };
  const completions = rl.promptsPerStep * rl.groupSize;
  need(
    completions % rl.updatesPerGeneration === 0,
    ['updatesPerGeneration'],
    `${completions} completions cannot be shared equally among ${rl.updatesPerGeneration} updates; ` +
      'choose a divisor of promptsPerStep times groupSize',
  );
  const hasKl = rl.klCoefficient > 0;
  const noKl = 'has nothing to act on while klCoefficient is 0; raise klCoefficient or leave it out';
  need(hasKl || rl.klController === undefined, ['klController'], `klController ${noKl}`);
  need(hasKl || rl.referenceSync === undefined, ['referenceSync'], `referenceSync ${noKl}`);
  need(hasKl || rl.klIn === 'loss', ['klIn'], `klIn = "reward" ${noKl}`);
  // A module says its name only once it is loaded; whether that is what was meant is checked then.
  const isOpen = rl.rewards.some(({ module }) => module !== undefined);
  const names = rl.rewards.flatMap(({ name }) => name ?? []);
  rl.rewards.forEach(({ name, gate, gateAt }, i) => {
    const others = names.filter((other) => other !== name);
    need(
      gate === undefined || (gate !== name && (isOpen || others.includes(gate))),
      ['rewards', i, 'gate'],
      `no other rule of the list is named "${gate}"; there are: ${others.join(', ') || 'none'}`,
    );
    need(
      gateAt === undefined || gate !== undefined,
      ['rewards', i, 'gateAt'],
      'there is no "gate" that it could be about',
    );
  });
  const { entropy, dynamicSampling, stepwise } = rl;
  need(
    rl.klIn === 'loss' || rl.advantage !== 'batch-decoupled-normalized',
    ['klIn'],
    'advantage = "batch-decoupled-normalized" looks at each rule by itself and would not see klIn = "reward"; ' +
      'use klIn = "loss" or another advantage',
  );
  need(
    rl.klIn === 'loss' || stepwise === undefined || stepwise.outcomeWeight !== 0,
    ['klIn'],
    'with stepwise.outcomeWeight 0 nothing sees klIn = "reward"; use klIn = "loss" or raise outcomeWeight',
  );
  const seesEqualTotals =
    ['greedy-baseline', 'reinforce-plus-plus'].includes(rl.advantage) || (stepwise?.processWeight ?? 0) !== 0;
  need(
    dynamicSampling === undefined || dynamicSampling.rule !== undefined || !seesEqualTotals,
    ['dynamicSampling'],
    'without a rule it draws again for groups of equal totals, which teach something with this advantage or stepwise ' +
      'credit; name a rule, or leave dynamicSampling out',
  );
  if (entropy?.target !== undefined) {
    const { min, max, coefficient } = entropy;
    const range = `from min ${min} to max ${max}`;
    need(
      min <= coefficient && coefficient <= max,
      ['entropy'],
      `coefficient ${coefficient} is not in the range ${range}`,
    );
  }
  if (dynamicSampling !== undefined) {
    const { rule, low, high } = dynamicSampling;
    need(low < high, ['dynamicSampling'], `low ${low} is not below high ${high}`);
    need(
      rule === undefined || isOpen || names.includes(rule),
      ['dynamicSampling', 'rule'],
      `"${rule}" is not among the rewards (${names.join(', ')}); name one of them`,
    );
  }
  need(
    stepwise === undefined || stepwise.processWeight !== 0 || stepwise.outcomeWeight !== 0,
    ['stepwise'],
    'processWeight and outcomeWeight are both 0, so nothing would be learned; raise one',
  );
  return found;
}
