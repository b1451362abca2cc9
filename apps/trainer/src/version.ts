import manifest from '../package.json';

/** Version of the trainer. */
export const version: string = manifest.version;
