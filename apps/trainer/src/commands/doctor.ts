import { Command } from 'commander';
import type { CommandIo } from '../io';
import { alignedLines } from '../summary/score-table';

const help = `
Looks at this machine and says what the trainer can use, what it cannot and why, with one line of
advice for each finding that is worth acting on. Exit code 1 when nothing can run.

Examples:
  stepgrpo doctor
  stepgrpo doctor --json
`;

/** `stepgrpo doctor` */
export function doctorCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('doctor')
    .description('Say which back ends work here and why not, with threads, memory and versions.')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', help)
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { examineMachine } = await import('../doctor/examine-machine');
      const findings = await examineMachine();
      if (json === true) io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
      else io.stdout.write(`${alignedLines(findings.map(findingRow)).join('\n')}\n`);
      finish(findings.some(({ subject, isFine }) => subject.startsWith('back end ') && isFine) ? 0 : 1);
    });
}

function findingRow({
  subject,
  isFine,
  found,
  advice,
}: {
  readonly subject: string;
  readonly isFine: boolean;
  readonly found: string;
  readonly advice: string | null;
}): readonly string[] {
  return [isFine ? 'ok' : '--', subject, advice === null ? found : `${found} Advice: ${advice}`];
}
