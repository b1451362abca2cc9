export { compareAnswers, equivalent } from './equivalent';
export type { EquivalentOptions, Flavour } from './equivalent';
export { extractAnswer } from './extract-answer';
export type { ExtractedAnswer } from './extract-answer';
export type { MathVerifyOptions, Verdict } from './mathverify';
export type { ExtractionKinds } from './extraction/candidates';
export { normalizeAnswer } from './normalize-answer';
export { isPythonSpace, pythonStrip, pythonStripSpan, skipPythonSpace } from './text/python-white-space';
