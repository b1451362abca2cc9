import { fileURLToPath } from 'node:url';
import { runSpeed } from './cli';

await runSpeed(process.argv.slice(2), { stdout: process.stdout, script: fileURLToPath(import.meta.url) });
