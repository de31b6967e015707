import { askingOneWay } from './asking-one-way.ts';
import { fileNames } from './file-names.ts';
import { knownVariables } from './known-variables.ts';
import { loadableDoors } from './loadable-doors.ts';
import { moduleRooms } from './module-rooms.ts';
import { oneReaderOfEnvironment } from './one-reader-of-environment.ts';
import type { StructureCheck } from './project.ts';
import { pureRules } from './pure-rules.ts';
import { releasedMigrations } from './released-migrations.ts';
import { sizesAndMarks } from './sizes-and-marks.ts';
import { sqlInSight } from './sql-in-sight.ts';
import { testTitles } from './test-titles.ts';
import { testedRefusals } from './tested-refusals.ts';
import { toldInBothLanguages } from './told-in-both-languages.ts';
import { trueDocuments } from './true-documents.ts';
import { trueReadmes } from './true-readmes.ts';

export const STRUCTURE_CHECKS: readonly StructureCheck[] = [
  fileNames,
  testTitles,
  sqlInSight,
  pureRules,
  oneReaderOfEnvironment,
  knownVariables,
  loadableDoors,
  moduleRooms,
  askingOneWay,
  testedRefusals,
  toldInBothLanguages,
  releasedMigrations,
  sizesAndMarks,
  trueReadmes,
  trueDocuments,
];
