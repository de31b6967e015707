import { runVectors } from './vectors/run-vectors.ts';

const HELP = `lumbung vectors FILE.json …: runs files of expected loan figures against the engine. Each check that does not
hold is named; ends with code 1 when any misses.`;

export async function run(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const files = args.filter((arg) => !arg.startsWith('--'));
  if (files.length === 0) throw new Error(`Which file? ${HELP}`);
  const { checks, misses, strange } = runVectors(files, (line) => console.log(line));
  for (const [name, cases] of strange) console.log(`not looked at: ${name}, in ${cases} cases`);
  console.log(`${checks - misses} of ${checks} checks hold`);
  if (misses > 0) process.exitCode = 1;
}
