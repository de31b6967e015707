import { parse } from 'csv-parse';
import type { UsersApi } from '#commons/users';
import type { Call } from '#platform/call';
import { openText } from './read-lines.ts';
import { RefusedFile } from './refused-file.ts';

const BATCH = 5_000;

/** The operator's table of village → post code: CSV with two columns, with or without a header. In pieces, so any length. */
export async function importRegions(
  apis: { users: Pick<UsersApi, 'importPostalCodes'> },
  call: Call,
  options: { path: string; refusedPath: string },
  progress: (done: number) => void = () => {},
): Promise<{ saved: number; refused: number }> {
  const parser = (await openText(options.path)).pipe(
    parse({
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
      delimiter: [',', ';', '\t'],
    }),
  );
  const refused = new RefusedFile(options.refusedPath);
  let saved = 0;
  let batch: { villageCode: string; postalCode: string; line: number }[] = [];
  const flush = async (): Promise<void> => {
    const rows = batch.map(({ villageCode, postalCode }) => ({ villageCode, postalCode }));
    const answer = await apis.users.importPostalCodes(call, { rows });
    saved += answer.saved;
    for (const { row, reason } of answer.refused) {
      const line =
        batch.find(({ villageCode, postalCode }) => villageCode === row.villageCode && postalCode === row.postalCode)
          ?.line ?? 0;
      await refused.add({ line, code: `import.${reason}`, reason: REASONS[reason], record: row });
    }
    batch = [];
    progress(saved + refused.count);
  };
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const [villageCode = '', postalCode = ''] = record;
    // A header has no digit in it.
    if (!/\d/.test(villageCode)) continue;
    batch.push({ villageCode: villageCode.slice(0, 20), postalCode: postalCode.slice(0, 20), line: info.lines });
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  await refused.close();
  return { saved, refused: refused.count };
}

const REASONS = { 'postal-code': 'kode pos harus 5 angka', village: 'kode desa ini tidak ada' } as const;
