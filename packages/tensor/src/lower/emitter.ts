import type { TensorData } from '../host-tensor';
import type { AttributeValue, ElementType, Initializer, OnnxNode } from '../onnx/onnx-graph';
import type { Value } from '../trace/graph';

/** Name of a tensor in the ONNX graph. */
export type OnnxName = string;

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly domain?: '' | 'com.microsoft';
  /** How many outputs the node has; 1 unless told. */
  readonly outputs?: number;
}

/** Collects ONNX nodes and initialisers while the rows of the lowering table emit them. */
export class Emitter {
  readonly nodes: OnnxNode[] = [];
  private readonly constants = new Map<string, Initializer>();
  private readonly names = new Map<Value, OnnxName>();
  private readonly uniform = new Map<Value, number>();
  private readonly repeated = new Map<Value, Value>();
  private nextName = 0;

  get initializers(): readonly Initializer[] {
    return [...this.constants.values()];
  }

  /** Ties a recorded value to the ONNX tensor that holds it. */
  bind(value: Value, name: OnnxName): void {
    this.names.set(value, name);
  }

  /** Says that every element of a value is `element`; it is only stored in full when a node needs it so. */
  bindUniform(value: Value, element: number): void {
    this.uniform.set(value, element);
  }

  /** The number that every element of a value is known to be. */
  uniformElement(value: Value): number | undefined {
    return this.uniform.get(value);
  }

  /** Says that a value is another one, broadcast; it is only repeated when a node needs it so. */
  bindBroadcast(value: Value, source: Value): void {
    const element = this.uniform.get(source);
    if (element !== undefined) this.bindUniform(value, element);
    else this.repeated.set(value, this.repeated.get(source) ?? source);
  }

  /** Whether a smaller tensor broadcasts to this value. */
  isRepeated(value: Value): boolean {
    return this.uniform.has(value) || this.repeated.has(value);
  }

  /** The ONNX tensor that holds a recorded value. */
  nameOf(value: Value): OnnxName {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const compact = this.compactNameOf(value);
    const isScalar = value.shape.length === 0;
    const name = isScalar ? compact : this.op('Expand', [compact, this.int64(value.shape)]);
    this.bind(value, name);
    return name;
  }

  /** The smallest ONNX tensor that broadcasts to a recorded value. */
  compactNameOf(value: Value): OnnxName {
    const element = this.uniform.get(value);
    if (element !== undefined) return this.scalar(element, value.dtype);
    const source = this.repeated.get(value);
    const name = source === undefined ? this.names.get(value) : this.nameOf(source);
    if (name === undefined) throw new Error(`value ${value.id} is used before it is made`);
    return name;
  }

  /** Appends a node of one output and gives the output's name. */
  op(opType: string, inputs: readonly OnnxName[], options: Omit<NodeOptions, 'outputs'> = {}): OnnxName {
    return this.ops(opType, inputs, { ...options, outputs: 1 })[0] as OnnxName;
  }

  /** Appends a node and gives the names of its outputs; '' as an input leaves an optional input out. */
  ops(
    opType: string,
    inputs: readonly OnnxName[],
    { attributes = {}, domain = '', outputs = 1 }: NodeOptions = {},
  ): OnnxName[] {
    const names = Array.from({ length: outputs }, () => `v${this.nextName++}`);
    this.nodes.push({ opType, domain, inputs, outputs: names, attributes });
    return names;
  }

  /** A constant of 64-bit integers, as ONNX wants shapes, axes and most indices. */
  int64(values: readonly number[], shape: readonly number[] = [values.length]): OnnxName {
    return this.constant(BigInt64Array.from(values, BigInt), 'int64', shape);
  }

  /** A constant without axes. */
  scalar(value: number, type: ElementType): OnnxName {
    if (type === 'int64') return this.int64([value], []);
    const data =
      type === 'float32'
        ? Float32Array.of(value)
        : type === 'int32'
          ? Int32Array.of(value)
          : Uint8Array.of(value);
    return this.constant(data, type, []);
  }

  /** Stores numbers in the model; small equal constants are stored once. */
  constant(data: TensorData | BigInt64Array, type: ElementType, shape: readonly number[]): OnnxName {
    const key =
      data.length <= 64 ? `${type}[${shape.join()}]${bytesKey(data)}` : `large${this.constants.size}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known.name;
    const name = `c${this.constants.size}`;
    this.constants.set(key, { name, type, shape, data });
    return name;
  }
}

function bytesKey({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64');
}
