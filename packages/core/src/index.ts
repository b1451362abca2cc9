export {
  BackendError,
  CheckpointError,
  ConfigError,
  DataError,
  ShapeError,
  StepGrpoError,
  UnknownNameError,
  isStepGrpoError,
} from './errors';
