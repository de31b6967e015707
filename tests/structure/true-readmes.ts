import { type ModuleFacts, readModules } from '../../scripts/reference/module-facts.ts';
import type { Finding, StructureCheck } from './project.ts';
import { lineOf } from './source-text.ts';

/** Sections of a module's README that the code knows as well, and what they have to name. */
const TOLD: readonly { heading: string; none: string; names: (module: ModuleFacts) => string[]; isCode: boolean }[] = [
  { heading: 'Owns', none: 'Nothing.', names: (module) => module.tables, isCode: true },
  { heading: 'Says', none: 'Nothing.', names: (module) => module.says.map((event) => event.type), isCode: true },
  { heading: 'Hears', none: 'Nothing.', names: (module) => module.hears, isCode: true },
  { heading: 'Asks', none: 'Nobody.', names: (module) => module.asks, isCode: false },
];

/** A module's page names every table it owns, every event it says and hears, and every module it asks. */
export const trueReadmes: StructureCheck = {
  name: 'readmes of modules',
  instead: 'Name it in the README in your own words, or let `npm run docs` add the bare name.',
  find: (project) =>
    readModules(project).flatMap((module) => {
      const file = `${module.folder}/README.md`;
      const text = project.files.get(file);
      if (text === undefined) return [];
      return TOLD.flatMap((part): Finding[] => {
        const section = sectionOf(text, part.heading);
        if (!section) return [];
        return missing(section.text, part.names(module)).map((name) => {
          return { file, line: lineOf(text, section.start), message: `${part.heading} does not name ${name}` };
        });
      });
    }),
};

/** The README with bare names added where the code knows more than the page. */
export function completeReadme(text: string, module: ModuleFacts): string {
  return TOLD.reduce((page, { heading, none, names, isCode }) => {
    const section = sectionOf(page, heading);
    const added = missing(section?.text ?? '', names(module)).map((name) => (isCode ? `\`${name}\`` : name));
    if (!section || added.length === 0) return page;
    const told = section.text.trim();
    const paragraphs = [...(told === none || told === '' ? [] : [told]), `${added.join(', ')}.`];
    return `${page.slice(0, section.start)}\n\n${paragraphs.join('\n\n')}\n\n${page.slice(section.end).trimStart()}`;
  }, text);
}

/** What stands between a heading and the next one. */
function sectionOf(page: string, heading: string): { text: string; start: number; end: number } | undefined {
  const match = new RegExp(`^#{2,3} ${heading}[ \\t]*$`, 'm').exec(page);
  if (!match) return undefined;
  const start = match.index + match[0].length;
  const next = page.slice(start).search(/^#{1,3} /m);
  const end = next < 0 ? page.length : start + next;
  return { text: page.slice(start, end), start, end };
}

/** A table may be named with or without its schema. */
function missing(text: string, names: readonly string[]): string[] {
  return names.filter((name) => {
    const short = name.slice(name.lastIndexOf('.') + 1);
    const isTable = /^[a-z_]+\.[a-z_]+$/.test(name);
    return !text.includes(name) && !(isTable && text.includes(`\`${short}\``));
  });
}
