import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';

/** Constructors that native add-ons check with instanceof: a test realm must use the process's own. */
const sharedConstructors = [
  ArrayBuffer,
  SharedArrayBuffer,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const;

/** Jest's Node environment with the process's typed arrays, so that onnxruntime-node accepts tensors made in a test. */
export default class NativeEnvironment extends TestEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    for (const shared of sharedConstructors) this.global[shared.name as 'Float32Array'] = shared as never;
  }
}
