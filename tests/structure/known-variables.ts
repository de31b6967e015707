import type { Finding, StructureCheck } from './project.ts';
import { findInCode } from './source-text.ts';

const CONFIG = 'src/config.ts';
const EXAMPLE = '.env.example';
const READ = /(?<!process\.)\benv\.([A-Z][A-Z0-9_]+)|\(env, '([A-Z][A-Z0-9_]+)'|:\s*'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;

/** Whoever runs Lumbung finds every variable in one file, and none that does nothing. */
export const knownVariables: StructureCheck = {
  name: 'variables',
  instead: `Describe the variable in ${EXAMPLE}, or take it out there when nobody reads it any more.`,
  find: ({ files }) => {
    const example = files.get(EXAMPLE) ?? '';
    const described = new Map(
      example.split('\n').flatMap((line, index) => {
        const name = /^(?:# )?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1];
        return name ? [[name, index + 1] as const] : [];
      }),
    );
    const read = findInCode(files.get(CONFIG) ?? '', READ).map(({ line, match }) => {
      return { name: match[1] ?? match[2] ?? match[3] ?? '', line };
    });
    const unknown = read
      .filter(({ name }) => !described.has(name))
      .map(({ name, line }): Finding => ({ file: CONFIG, line, message: `${name} is not in ${EXAMPLE}` }));
    const names = new Set(read.map(({ name }) => name));
    const unread = [...described]
      .filter(([name]) => !names.has(name))
      .map(([name, line]): Finding => ({ file: EXAMPLE, line, message: `nobody reads ${name}` }));
    return [...unknown, ...unread];
  },
};
