import { join } from 'node:path';
import { diskStorage, type Storage } from '../platform/storage.ts';

/** A place in memory, whose objects a test may damage. */
export type MemoryStorage = Storage & { objects: Map<string, Buffer> };

export function memoryStorage(objects = new Map<string, Buffer>()): MemoryStorage {
  return {
    objects,
    put: async (key, bytes) => void objects.set(key, bytes),
    get: async (key) => objects.get(key) ?? null,
    delete: async (key) => void objects.delete(key),
    list: async function* (folder) {
      for (const key of [...objects.keys()]) if (key.startsWith(folder)) yield key;
    },
  };
}

/** The backup of the foundation that the repository keeps: a small shop with orders in every state. */
export const KEPT_BACKUP = 'lumbung-20261121T035452Z';
/** It was sealed under the master key of the journeys. */
export const KEPT_KEY_IDS = ['f8010b67'];

export function keptBackups(): Storage {
  return diskStorage(join(import.meta.dirname, '../../tests/upgrades/backups'));
}

/** A copy that a test may change. */
export async function keptBackupInMemory(): Promise<MemoryStorage> {
  const place = keptBackups();
  const copy = memoryStorage();
  for await (const key of place.list(`${KEPT_BACKUP}/`))
    copy.objects.set(key, (await place.get(key)) ?? Buffer.alloc(0));
  return copy;
}
