import type { Contract, EventDefinition, OperationDefinition } from '#platform/contract';
import { readAsks } from '../../tests/structure/asking-one-way.ts';
import type { Project } from '../../tests/structure/project.ts';
import { isTest, withoutComments } from '../../tests/structure/source-text.ts';

export type OperationFacts = { name: string; says: string; definition: OperationDefinition };
export type EventFacts = { type: string; says: string; definition: EventDefinition };

/** What a module is to the others, read from its contract, its code and its migrations. */
export type ModuleFacts = {
  folder: string;
  wing: string;
  name: string;
  /** First lines of its README, below the title. */
  summary: string;
  contract: Contract;
  operations: OperationFacts[];
  says: EventFacts[];
  hears: string[];
  asks: string[];
  tables: string[];
};

const HEARS = /(?<![.\w])on\(\s*\w+,\s*'([\w.-]+)'|\beventType:\s*(?:'([\w.-]+)'|([A-Z_]+))/g;
const CREATE_TABLE = /^create (?:unlogged )?table (?:if not exists )?(?:\w+\.)?(\w+)/gim;

export function readModules(project: Project): ModuleFacts[] {
  const asks = readAsks(project);
  return [...project.contracts].map(([folder, contract]) => {
    const door = project.files.get(`${folder}/contract.ts`) ?? '';
    const [, wing = '', name = ''] = folder.split('/');
    return {
      folder,
      wing,
      name,
      summary: summaryOf(project.files.get(`${folder}/README.md`) ?? ''),
      contract,
      operations: Object.entries(contract.operations).map(([operation, definition]) => {
        return { name: operation, says: commentBefore(door, operation), definition };
      }),
      says: Object.entries(contract.events).map(([type, definition]) => {
        return { type, says: commentBefore(door, `'${type}'`), definition };
      }),
      hears: hearsOf(project, folder),
      asks: [...(asks.get(folder)?.keys() ?? [])].map((other) => other.split('/')[2] ?? other).sort(),
      tables: tablesOf(project, folder),
    };
  });
}

function hearsOf(project: Project, folder: string): string[] {
  const heard = new Set<string>();
  for (const text of codeOf(project, folder)) {
    for (const [, typed, plain, constant] of text.matchAll(HEARS)) {
      const type = typed ?? plain ?? valueOfConstant(project, constant ?? '');
      if (type) heard.add(type);
    }
  }
  return [...heard].sort();
}

/** The platform's own facts are named by constants, such as `AUDIT_RECORDED`. */
function valueOfConstant(project: Project, name: string): string | undefined {
  const declaration = new RegExp(`export const ${name}(?::[^=]+)? = '([\\w.-]+)'`);
  for (const [file, text] of project.files) {
    const value = file.startsWith('src/platform/') ? declaration.exec(text)?.[1] : undefined;
    if (value) return value;
  }
  return undefined;
}

/** A table that was laid out anew is made in two migrations and is one. */
function tablesOf(project: Project, folder: string): string[] {
  const schema = folder.split('/')[2]?.replaceAll('-', '_') ?? '';
  const made = [...project.files]
    .filter(([file]) => file.startsWith(`${folder}/migrations/`))
    .flatMap(([, text]) => [...text.matchAll(CREATE_TABLE)].map((match) => `${schema}.${match[1]}`));
  return [...new Set(made)];
}

function codeOf({ files }: Project, folder: string): string[] {
  return [...files]
    .filter(([file]) => file.startsWith(`${folder}/`) && file.endsWith('.ts') && !isTest(file))
    .map(([, text]) => withoutComments(text));
}

/** The docstring right above a key of the contract, as one line. */
function commentBefore(text: string, key: string): string {
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*${escaped}:`).exec(text);
  return (match?.[1] ?? '')
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function summaryOf(readme: string): string {
  const paragraphs = readme.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return (paragraphs.find((paragraph) => paragraph !== '' && !paragraph.startsWith('#')) ?? '').replace(/\s+/g, ' ');
}
