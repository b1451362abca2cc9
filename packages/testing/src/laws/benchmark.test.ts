import { fakeBenchmark } from '../fakes/fake-benchmark';
import { describeBenchmark } from './benchmark';

describeBenchmark(fakeBenchmark(), { gold: ({ solution }) => solution });
