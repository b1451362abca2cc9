export { digitsKinds } from './digits/kinds';
export { digitsSource } from './digits/digits-source';
export type { DigitsDrawing, DigitsOptions, DigitsSource } from './digits/digits-source';
export { loadMnist } from './digits/mnist';
export type { MnistImages, MnistSplit } from './digits/mnist';
export { samplesOf } from './sample-source';
export type { SampleSource } from './sample-source';
