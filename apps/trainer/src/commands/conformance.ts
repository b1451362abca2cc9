import { Command } from 'commander';
import { resultLines, runSuite } from '../conformance/run-suite';
import { suites } from '../conformance/suites';
import type { CommandIo } from '../io';
import { nameList } from './option-values';

const help = `
Suites:
${suites.names.map((name) => `  ${name.padEnd(16)}${suites.get(name).summary}`).join('\n')}

Each compares this implementation with numbers made by the Python originals, in a folder laid out like
shared/fixtures. Exit code 1 when a case fails.

Examples:
  stepgrpo conformance model ../shared/fixtures/qwen2-vl-tiny --cases single,batch,text
  stepgrpo conformance tokenizer ../shared/fixtures/qwen2-vl-tiny
  stepgrpo conformance objectives ../shared/fixtures/objectives --backend tfjs-cpu
`;

interface ConformanceCommandOptions {
  readonly cases?: readonly string[];
  readonly backend?: string;
  readonly json?: boolean;
}

/** `stepgrpo conformance` */
export function conformanceCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('conformance')
    .description('Compare this implementation with reference data of the originals.')
    .argument('<suite>', `one of: ${suites.names.join(', ')}`)
    .argument('<folder>', 'folder of reference data')
    .option('--cases <names>', 'only these cases, separated by commas', nameList)
    .option('--backend <name>', 'back end to compare; the first that works when absent')
    .option('--json', 'print every check as JSON')
    .addHelpText('after', help)
    .action(
      async (name: string, folder: string, { cases, backend: prefer, json }: ConformanceCommandOptions) => {
        const suite = suites.get(name);
        const { openBackend } = await io.collaborators();
        const { backend } = await openBackend(prefer === undefined ? {} : { prefer });
        try {
          const { results, passed } = await runSuite(suite, folder, { backend, cases });
          if (json === true) {
            io.stdout.write(
              `${JSON.stringify({ suite: name, backend: backend.name, passed, of: results.length, results }, null, 2)}\n`,
            );
          } else {
            const width = Math.max(...results.map((result) => result.case.length));
            for (const line of results.flatMap((result) => resultLines(result, width)))
              io.stdout.write(`${line}\n`);
            io.stdout.write(`${passed} of ${results.length} passed\n`);
          }
          finish(passed === results.length && results.length > 0 ? 0 : 1);
        } finally {
          await backend.dispose();
        }
      },
    );
}
