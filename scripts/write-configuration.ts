import { writeFileSync } from 'node:fs';
import { runConfigSchema } from '@stepgrpo/core';
import { configurationDocument } from '@stepgrpo/testing';

/** Writes docs/configuration.md from the schema of the run config. Run it with `npm run docs`. */
const page = new URL('../docs/configuration.md', import.meta.url);
writeFileSync(page, configurationDocument(runConfigSchema));
console.log('Wrote docs/configuration.md.');
