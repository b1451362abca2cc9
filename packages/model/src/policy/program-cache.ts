import {
  specOf,
  type Backend,
  type CompiledFunction,
  type HostTensor,
  type HostTensorsOf,
  type TensorsOf,
  type TensorSpec,
  type tf,
  type Tree,
} from '@stepgrpo/tensor';

/** What a program of a network is fed. */
export interface ProgramInputs {
  readonly weights: Readonly<Record<string, HostTensor>>;
  readonly inputs: object;
}

/** A function of a network, compiled for one shape. */
export interface ShapedProgram<In, Out> {
  run(inputs: In): Promise<HostTensorsOf<Out>>;
}

/**
 * Functions of one network, compiled once for each shape of their inputs and shared by all policies of that network.
 * Owned by its policies together: the last `release()` frees it.
 */
export interface ProgramCache {
  readonly backend: Backend;
  /**
   * Programs are told apart by name, by the shapes of `inputs` and by the numbers of weights and of bfloat16 weights: those of
   * one network always have the same shapes, with an adapter or without.
   */
  get<In extends ProgramInputs, Out>(
    name: string,
    fn: (inputs: TensorsOf<In>) => Out,
    example: In,
  ): Promise<ShapedProgram<In, Out>>;
  retain(): ProgramCache;
  release(): Promise<void>;
}

type AnyProgram = CompiledFunction<Tree<TensorSpec>, Tree<tf.Tensor>>;
type AnyFunction = (inputs: Tree<tf.Tensor>) => Tree<tf.Tensor>;

/** An empty cache with one owner. */
export function createProgramCache(backend: Backend): ProgramCache {
  const compiled = new Map<string, Promise<AnyProgram>>();
  let owners = 1;
  const cache: ProgramCache = {
    backend,
    async get<In extends ProgramInputs, Out>(name: string, fn: (inputs: TensorsOf<In>) => Out, example: In) {
      const weights = Object.values(example.weights);
      const stored = weights.filter(({ dtype }) => dtype === 'bfloat16').length;
      const key = `${name} ${weights.length} ${stored} ${JSON.stringify(specOf(example.inputs))}`;
      let program = compiled.get(key);
      if (program === undefined) {
        const specs = specOf(example) as unknown as Tree<TensorSpec>;
        program = backend.compile(fn as unknown as AnyFunction, specs, { name });
        compiled.set(key, program);
      }
      try {
        return (await program) as unknown as ShapedProgram<In, Out>;
      } catch (error) {
        compiled.delete(key);
        throw error;
      }
    },
    retain() {
      owners++;
      return cache;
    },
    async release() {
      owners--;
      if (owners > 0) return;
      const programs = [...compiled.values()];
      compiled.clear();
      for (const program of programs) await (await program).dispose();
    },
  };
  return cache;
}
