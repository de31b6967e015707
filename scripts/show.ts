/** `npm run show orders`: a module's door on one screen. Without a name: all modules. */
import { loadProject } from '../tests/structure/project.ts';
import { describeSchema } from './reference/describe-schema.ts';
import { type ModuleFacts, readModules } from './reference/module-facts.ts';

const modules = readModules(await loadProject());
const wished = process.argv[2];
const found = modules.find((module) => module.name === wished);

if (found) showModule(found);
else {
  if (wished) console.error(`There is no module "${wished}".\n`);
  for (const { wing, name, summary } of modules) console.log(`${wing.padEnd(9)} ${name.padEnd(15)} ${summary}`);
  console.log('\nOne of them: npm run show -- <module>');
  process.exitCode = wished ? 1 : 0;
}

function showModule(module: ModuleFacts): void {
  console.log(`${module.name} (${module.folder})\n${module.summary}\n`);
  showPart('Operations');
  for (const { name, says, definition } of module.operations) {
    console.log(`  ${name}(${describeSchema(definition.input)})`);
    console.log(`    → ${describeSchema(definition.output)}`);
    if (says) console.log(`    ${says}`);
    if (definition.refusals.length > 0) console.log(`    refuses: ${definition.refusals.join(', ')}`);
  }
  showPart(
    'Refusals',
    Object.entries(module.contract.refusals).map(([code, { status, en }]) => `${code} (${status}) ${en}`),
  );
  showPart(
    'Says',
    module.says.map(({ type, definition }) => `${type} v${definition.version} about a ${definition.aggregate}`),
  );
  showPart('Hears', module.hears);
  showPart('Asks', module.asks);
  showPart('Tables', module.tables);
}

function showPart(title: string, lines?: readonly string[]): void {
  console.log(`${title}${lines?.length === 0 ? ': none' : ''}`);
  for (const line of lines ?? []) console.log(`  ${line}`);
}
