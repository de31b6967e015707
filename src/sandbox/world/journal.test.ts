import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createStore } from './collection.ts';
import { forgetfulJournal, openJournal } from './journal.ts';

type Thing = { id: string; name: string };
const newFile = () => join(mkdtempSync(join(tmpdir(), 'sandbox-journal-')), 'deep', 'sandbox.jsonl');
const shelf = (file: string, limit = 100) => {
  const journal = openJournal(file);
  return {
    journal,
    things: createStore(journal, () => {}).collection<Thing>('thing', { limit, keys: ({ name }) => [`name:${name}`] }),
  };
};

describe('Journal and collections', () => {
  it('should bring back the newest value of every record when opened again', () => {
    const file = newFile();
    const first = shelf(file);
    first.things.put({ id: '1', name: 'a' });
    first.things.put({ id: '2', name: 'b' });
    first.things.put({ id: '1', name: 'a2' });
    const second = shelf(file);
    assert.deepEqual(second.things.newest(10), [
      { id: '2', name: 'b' },
      { id: '1', name: 'a2' },
    ]);
    assert.equal(second.things.find('name:a2')?.id, '1');
    assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 3, 'compacted on opening');
  });

  it('should pass over a line or a file when it was cut off or is of another version', () => {
    const file = newFile();
    shelf(file).things.put({ id: '1', name: 'a' });
    appendFileSync(file, '{"kind":"thing","id":"2","val');
    assert.equal(shelf(file).things.size(), 1);
    writeFileSync(file, '{"version":0}\n{"kind":"thing","id":"9","value":{}}\n');
    assert.equal(shelf(file).things.size(), 0);
    assert.ok(existsSync(`${file}.old`));
  });

  it('should forget the oldest, on disk as well, when there are too many', () => {
    const file = newFile();
    const { things } = shelf(file, 2);
    for (const id of ['1', '2', '3']) things.put({ id, name: `n${id}` });
    assert.deepEqual(
      things.newest(10).map(({ id }) => id),
      ['3', '2'],
    );
    assert.equal(things.find('name:n1'), undefined);
    assert.equal(shelf(file, 10).things.size(), 2);
  });

  it('should write nothing any more when closed', () => {
    const file = newFile();
    const { journal, things } = shelf(file);
    journal.close();
    journal.close();
    things.put({ id: '1', name: 'a' });
    assert.equal(shelf(file).things.size(), 0);
  });

  it('should find by key and tell of changes when nothing is kept on disk', () => {
    let changes = 0;
    const store = createStore(forgetfulJournal, () => {
      changes += 1;
    });
    const things = store.collection<Thing>('thing', { limit: 5, keys: ({ name }) => [name] });
    things.put({ id: '1', name: 'a' });
    assert.equal(things.find('a')?.id, '1');
    store.clear();
    assert.deepEqual([things.size(), things.find('a'), changes], [0, undefined, 2]);
  });
});
