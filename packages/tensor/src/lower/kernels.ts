import type { tf } from '../tf';
import type { Value } from '../trace/graph';

/** The inputs and attributes of a kernel, as tfjs passes them, with recorded values for tensors. */
interface Signature<Inputs, Attrs> {
  readonly inputs: Inputs;
  readonly attrs: Attrs;
}
type Inputs<Name extends string> = { readonly [Key in Name]: Value };
type None = Readonly<Record<never, never>>;
type Unary<Attrs = None> = Signature<Inputs<'x'>, Attrs>;
type Binary<Attrs = None> = Signature<Inputs<'a' | 'b'>, Attrs>;
type Many<Attrs = None> = Signature<readonly Value[], Attrs>;
type Source<Attrs> = Signature<None, Attrs>;

export interface NormAttrs {
  /** Added to the mean square or variance, inside the root. */
  readonly epsilon: number;
}
export interface QuickGeluAttrs {
  readonly alpha: number;
}

/**
 * Every kernel that can be recorded and lowered. The key is the tfjs kernel name; a row in the table follows from it.
 * `tf.broadcastTo` records Tile, `tf.logSoftmax` and `tf.logSumExp` record the kernels they are made of.
 */
export interface KernelSignatures {
  Abs: Unary;
  Add: Binary;
  AddN: Many;
  All: Unary<tf.AllAttrs>;
  Any: Unary<tf.AnyAttrs>;
  ArgMax: Unary<tf.ArgMaxAttrs>;
  ArgMin: Unary<tf.ArgMinAttrs>;
  BatchMatMul: Binary<tf.BatchMatMulAttrs>;
  Cast: Unary<tf.CastAttrs>;
  Ceil: Unary;
  ClipByValue: Unary<tf.ClipByValueAttrs>;
  Concat: Many<tf.ConcatAttrs>;
  Cos: Unary;
  Cumprod: Unary<tf.CumprodAttrs>;
  Cumsum: Unary<tf.CumsumAttrs>;
  Elu: Unary;
  EluGrad: Signature<Inputs<'dy' | 'y'>, None>;
  Equal: Binary;
  Erf: Unary;
  Exp: Unary;
  ExpandDims: Signature<Inputs<'input'>, tf.ExpandDimsAttrs>;
  Expm1: Unary;
  Fill: Source<tf.FillAttrs>;
  Floor: Unary;
  FloorDiv: Binary;
  GatherNd: Signature<Inputs<'params' | 'indices'>, None>;
  GatherV2: Signature<Inputs<'x' | 'indices'>, tf.GatherV2Attrs>;
  Greater: Binary;
  GreaterEqual: Binary;
  Identity: Unary;
  IsFinite: Unary;
  IsInf: Unary;
  IsNan: Unary;
  LeakyRelu: Unary<tf.LeakyReluAttrs>;
  Less: Binary;
  LessEqual: Binary;
  LinSpace: Source<tf.LinSpaceAttrs>;
  Log: Unary;
  Log1p: Unary;
  LogicalAnd: Binary;
  LogicalNot: Unary;
  LogicalOr: Binary;
  Max: Unary<tf.MaxAttrs>;
  Maximum: Binary;
  Mean: Unary<tf.MeanAttrs>;
  Min: Unary<tf.MinAttrs>;
  Minimum: Binary;
  Mod: Binary;
  Multiply: Binary;
  Neg: Unary;
  NotEqual: Binary;
  OneHot: Signature<Inputs<'indices'>, tf.OneHotAttrs>;
  OnesLike: Unary;
  Pack: Many<tf.PackAttrs>;
  PadV2: Unary<tf.PadV2Attrs>;
  Pow: Binary;
  Prod: Unary<tf.ProdAttrs>;
  Range: Source<tf.RangeAttrs>;
  RealDiv: Binary;
  Reciprocal: Unary;
  Relu: Unary;
  Reshape: Unary<tf.ReshapeAttrs>;
  Reverse: Unary<tf.ReverseAttrs>;
  Round: Unary;
  Rsqrt: Unary;
  ScatterNd: Signature<Inputs<'indices' | 'updates'>, tf.ScatterNdAttrs>;
  Select: Signature<Inputs<'condition' | 't' | 'e'>, None>;
  Selu: Unary;
  Sigmoid: Unary;
  Sign: Unary;
  Sin: Unary;
  Slice: Unary<tf.SliceAttrs>;
  Softmax: Signature<Inputs<'logits'>, tf.SoftmaxAttrs>;
  Softplus: Unary;
  SplitV: Unary<tf.SplitVAttrs>;
  Sqrt: Unary;
  Square: Unary;
  SquaredDifference: Binary;
  Step: Unary<tf.StepAttrs>;
  StridedSlice: Unary<tf.StridedSliceAttrs>;
  Sub: Binary;
  Sum: Unary<tf.SumAttrs>;
  Tanh: Unary;
  Tile: Unary<tf.TileAttrs>;
  TopK: Unary<tf.TopKAttrs>;
  Transpose: Unary<tf.TransposeAttrs>;
  Unpack: Signature<Inputs<'value'>, tf.UnpackAttrs>;
  UnsortedSegmentSum: Signature<Inputs<'x' | 'segmentIds'>, tf.UnsortedSegmentSumAttrs>;
  ZerosLike: Unary;
  /** y = x weight / rms(x), and 1 / rms(x) */
  StepgrpoRmsNorm: Signature<Inputs<'x' | 'weight'>, NormAttrs>;
  /** y = (x - mean) weight / std + bias, then mean and 1 / std */
  StepgrpoLayerNorm: Signature<Inputs<'x' | 'weight' | 'bias'>, NormAttrs>;
  /** log softmax(logits)[n, ids[n]], and all of log softmax(logits) */
  StepgrpoChosenLogProbs: Signature<Inputs<'logits' | 'ids'>, None>;
  /** dy[n] (onehot(ids[n]) - softmax(logits)[n]) */
  StepgrpoChosenLogProbsGrad: Signature<Inputs<'dy' | 'logProbs' | 'ids'>, None>;
  /** x sigmoid(alpha x) */
  StepgrpoQuickGelu: Unary<QuickGeluAttrs>;
  /** x (1 + erf(x / sqrt 2)) / 2 */
  StepgrpoGelu: Unary;
  _FusedMatMul: Signature<
    Inputs<'a' | 'b'> & { readonly bias?: Value; readonly preluActivationWeights?: Value },
    tf._FusedMatMulAttrs
  >;
}

export type SupportedKernel = keyof KernelSignatures;
