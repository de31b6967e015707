import type { Storage } from '../platform/storage.ts';
import { manifestKey, NAME_PATTERN } from './manifest.ts';

/** Finished backups of a place, oldest first. */
export async function listBackups(place: Storage): Promise<string[]> {
  const finished = new Set<string>();
  for await (const key of place.list('')) {
    const [name = ''] = key.split('/');
    if (NAME_PATTERN.test(name) && key === manifestKey(name)) finished.add(name);
  }
  return [...finished].sort();
}

/**
 * Deletes all finished backups but the newest `keep`, and the remains of unfinished ones that are older than those. The
 * manifest goes first: what is half deleted is no backup any more. Answers the names of what was deleted.
 */
export async function keepNewest(place: Storage, keep: number): Promise<string[]> {
  const finished = await listBackups(place);
  const kept = finished.slice(-keep);
  const oldestKept = kept[0];
  if (oldestKept === undefined) return [];
  const gone = new Set<string>();
  for (const name of finished.filter((candidate) => candidate < oldestKept)) {
    await place.delete(manifestKey(name));
    gone.add(name);
  }
  const old: string[] = [];
  for await (const key of place.list('')) {
    const [name = ''] = key.split('/');
    if (NAME_PATTERN.test(name) && name < oldestKept) old.push(key);
  }
  for (const key of old) {
    await place.delete(key);
    gone.add(key.split('/')[0] ?? '');
  }
  return [...gone].sort();
}
