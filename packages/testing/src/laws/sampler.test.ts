import { plainSampler } from '../fakes/plain-sampler';
import { describeSampler } from './sampler';

describeSampler(plainSampler());
