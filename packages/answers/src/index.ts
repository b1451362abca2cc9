export { equivalent } from './equivalent';
