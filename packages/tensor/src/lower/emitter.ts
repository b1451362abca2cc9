import type { TensorData } from '../host-tensor';
import {
  elementType,
  type AttributeValue,
  type ElementType,
  type Initializer,
  type OnnxNode,
} from '../onnx/onnx-graph';
import type { Value } from '../trace/graph';

/** Name of a tensor in the ONNX graph. */
export type OnnxName = string;

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly domain?: '' | 'com.microsoft';
  /** How many outputs the node has; 1 unless told. */
  readonly outputs?: number;
  /** Whether the node only cuts or widens a stored input, and is listed before all others. */
  readonly early?: boolean;
}

/** Collects ONNX nodes and initialisers while the rows of the lowering table emit them. */
export class Emitter {
  private readonly made: OnnxNode[] = [];
  private readonly early: OnnxNode[] = [];
  private readonly constants = new Map<string, Initializer>();
  private readonly names = new Map<Value, OnnxName>();
  private readonly uniform = new Map<Value, number>();
  private readonly repeated = new Map<Value, Value>();
  private readonly stored = new Map<Value, OnnxName>();
  private nextName = 0;

  /**
   * The nodes, in an order that ONNX Runtime may keep. It runs what a node needs in the reverse order of the list, so that
   * widened weights come directly before their reader only when they are listed before everything else.
   */
  get nodes(): readonly OnnxNode[] {
    return [...this.early, ...this.made];
  }

  get initializers(): readonly Initializer[] {
    return [...this.constants.values()];
  }

  /** Ties a recorded value to the ONNX tensor that holds it. */
  bind(value: Value, name: OnnxName): void {
    this.names.set(value, name);
  }

  /** Ties a recorded value to the ONNX tensor of 16-bit words that holds the upper halves of its numbers. */
  bindStored(value: Value, name: OnnxName): void {
    this.stored.set(value, name);
  }

  /** The 16-bit words of a value that is kept as bfloat16; undefined for any other. */
  storedNameOf(value: Value): OnnxName | undefined {
    return this.stored.get(value);
  }

  /** Widens 16-bit words to float32; `early` for words that come from an input without a computation. */
  widen(words: OnnxName, { early = false }: { readonly early?: boolean } = {}): OnnxName {
    const halves = this.op('BitCast', [words], { early, attributes: { to: elementType.bfloat16 } });
    return this.op('Cast', [halves], { early, attributes: { to: elementType.float32 } });
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
    const words = this.stored.get(value);
    if (words !== undefined) return this.widen(words, { early: true }); // again for each reader: the wide copy lives only as long as that one
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
    if (source === undefined && this.stored.has(value)) return this.nameOf(value);
    const name = source === undefined ? this.names.get(value) : this.nameOf(source);
    if (name === undefined) throw new Error(`value ${value.id} is used before it is made`);
    return name;
  }

  /** Copies a value to an output of the graph. */
  output(from: OnnxName, to: OnnxName): void {
    this.made.push({ opType: 'Identity', domain: '', inputs: [from], outputs: [to], attributes: {} });
  }

  /** Appends a node of one output and gives the output's name. */
  op(opType: string, inputs: readonly OnnxName[], options: Omit<NodeOptions, 'outputs'> = {}): OnnxName {
    return this.ops(opType, inputs, { ...options, outputs: 1 })[0] as OnnxName;
  }

  /** Appends a node and gives the names of its outputs; '' as an input leaves an optional input out. */
  ops(
    opType: string,
    inputs: readonly OnnxName[],
    { attributes = {}, domain = '', outputs = 1, early = false }: NodeOptions = {},
  ): OnnxName[] {
    const names = Array.from({ length: outputs }, () => `v${this.nextName++}`);
    (early ? this.early : this.made).push({ opType, domain, inputs, outputs: names, attributes });
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
