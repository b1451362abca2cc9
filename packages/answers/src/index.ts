export { equivalent } from './equivalent';
export { isPythonSpace, pythonStrip, pythonStripSpan, skipPythonSpace } from './text/python-white-space';
