import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from './database.ts';
import { newUuid } from './ids.ts';
import { silentLog } from './log.ts';
import { Refusal } from './refusal.ts';
import type { SagaDefinition } from './saga.ts';
import { ModuleSagas } from './saga-runner.ts';
import { guestCall } from './testing/calls.ts';
import { testDatabase, waitFor } from './testing/database.ts';

type State = { trail: string[] };

describe('saga runner', () => {
  const world = testDatabase('sellers');
  const call = guestCall();

  /** Rows of the inbox table serve as the owner's writes: any table of the schema would do. */
  const write = (sagaId: string, what: string) =>
    sql`insert into sellers.inbox (event_id, event_type, source, aggregate_id) values (${newUuid()}, ${what}, 'saga', ${sagaId})`;
  const written = async (sagaId: string) =>
    (
      await world.database.run<{ t: string }>(
        sql`select event_type as t from sellers.inbox where aggregate_id = ${sagaId} order by event_type`,
      )
    ).map((row) => row.t);
  const newRunner = (owner: string, leaseMs?: number) =>
    new ModuleSagas({ database: world.database, owner, log: silentLog, ...(leaseMs ? { leaseMs } : {}) });

  function threeSteps(
    log: string[],
    fail: (step: string, phase: 'ask' | 'undo') => Error | null = () => null,
  ): SagaDefinition<State> {
    const step = (name: string) => ({
      name,
      ask: async (_call: unknown, state: State) => {
        log.push(name);
        const error = fail(name, 'ask');
        if (error) throw error;
        return { trail: [...state.trail, name] };
      },
      write: (_state: State, sagaId: string) => [write(sagaId, name)],
      compensate: async () => {
        log.push(`-${name}`);
        const error = fail(name, 'undo');
        if (error) throw error;
      },
      undo: (_state: State, sagaId: string) => [write(sagaId, `undone ${name}`)],
    });
    return { kind: 'three', steps: [step('a'), step('b'), step('c')] };
  }

  it('should run every step once and write its rows when nothing goes wrong', async () => {
    const log: string[] = [];
    const sagaId = newUuid();
    const outcome = await newRunner('p1').start(threeSteps(log), {
      sagaId,
      state: { trail: [] },
      call,
      first: [write(sagaId, '0')],
    });
    assert.deepEqual(outcome, { status: 'done', state: { trail: ['a', 'b', 'c'] } });
    assert.deepEqual(log, ['a', 'b', 'c']);
    assert.deepEqual(await written(sagaId), ['0', 'a', 'b', 'c']);
  });

  it('should give the first outcome and do nothing again when the same id is started twice', async () => {
    const log: string[] = [];
    const sagaId = newUuid();
    const runner = newRunner('p1');
    const first = await runner.start(threeSteps(log), { sagaId, state: { trail: [] }, call });
    const second = await runner.start(threeSteps(log), { sagaId, state: { trail: [] }, call });
    assert.deepEqual(second, first);
    assert.deepEqual(log, ['a', 'b', 'c']);
  });

  it('should undo what was done, backwards, when a step refuses', async () => {
    const log: string[] = [];
    const sagaId = newUuid();
    const refusing = threeSteps(log, (step, phase) =>
      step === 'c' && phase === 'ask' ? new Refusal('sellers.no', { why: 'x' }) : null,
    );
    const outcome = await newRunner('p1').start(refusing, { sagaId, state: { trail: [] }, call });
    assert.equal(outcome.status, 'undone');
    assert.deepEqual(outcome.status === 'undone' && outcome.refusal, { code: 'sellers.no', details: { why: 'x' } });
    assert.deepEqual(log, ['a', 'b', 'c', '-c', '-b', '-a']);
    assert.deepEqual(
      await written(sagaId),
      ['a', 'b', 'undone a', 'undone b'],
      'the step that refused wrote nothing and undoes no write',
    );
  });

  it('should be finished by another process when the first one dies between two steps', async () => {
    const log: string[] = [];
    const sagaId = newUuid();
    let isDown = true;
    const definition = threeSteps(log, (step, phase) =>
      step === 'b' && phase === 'ask' && isDown ? new Error('network') : null,
    );
    await assert.rejects(newRunner('dead').start(definition, { sagaId, state: { trail: [] }, call }), /network/);
    isDown = false;
    const second = newRunner('alive');
    second.register([definition as SagaDefinition<object>]);
    await waitFor('the sweep has finished it', async () => {
      await second.sweep();
      return (await second.find(definition, sagaId))?.status === 'done';
    });
    assert.deepEqual(log, ['a', 'b', 'b', 'c']);
    assert.deepEqual(await written(sagaId), ['a', 'b', 'c']);
  });

  it('should move nothing when its lease has gone to another process meanwhile', async () => {
    const sagaId = newUuid();
    const stolen: SagaDefinition<State> = {
      kind: 'stolen',
      steps: [
        {
          name: 'slow',
          ask: async () => {
            await world.database.run(sql`update sellers.sagas set leased_by = 'thief' where id = ${sagaId}`);
          },
          write: (_state, id) => [write(id, 'slow')],
        },
      ],
    };
    await assert.rejects(newRunner('p1').start(stolen, { sagaId, state: { trail: [] }, call }), /division by zero/);
    assert.deepEqual(await written(sagaId), []);
  });

  it('should try a compensation again until it works when it fails', async () => {
    const log: string[] = [];
    const sagaId = newUuid();
    let failures = 2;
    const definition = threeSteps(log, (step, phase) => {
      if (step === 'b' && phase === 'ask') return new Refusal('sellers.no');
      return step === 'a' && phase === 'undo' && failures-- > 0 ? new Error('network') : null;
    });
    const runner = newRunner('p1');
    runner.register([definition as SagaDefinition<object>]);
    await assert.rejects(runner.start(definition, { sagaId, state: { trail: [] }, call }), /network/);
    await waitFor('it is undone', async () => {
      await runner.sweep();
      return (await runner.find(definition, sagaId))?.status === 'undone';
    });
    assert.equal(log.filter((entry) => entry === '-a').length, 3);
  });

  it('should turn round by itself when a step has failed too often', async () => {
    const log: string[] = [];
    const sagaId = newUuid();
    const definition: SagaDefinition<State> = {
      ...threeSteps(log, (step, phase) => (step === 'b' && phase === 'ask' ? new Error('down') : null)),
      maxAttempts: 2,
    };
    const runner = newRunner('p1');
    runner.register([definition as SagaDefinition<object>]);
    await assert.rejects(runner.start(definition, { sagaId, state: { trail: [] }, call }), /down/);
    const outcome = await waitFor('it is undone', async () => {
      await runner.sweep();
      const found = await runner.find(definition, sagaId);
      return found?.status === 'undone' ? found : null;
    });
    assert.equal(outcome.status === 'undone' && outcome.refusal.code, 'server.busy');
  });

  it('should sleep in the database and go on when the moment has come', async () => {
    const sagaId = newUuid();
    const wakeAt = Date.now() + 300;
    const definition: SagaDefinition<State> = {
      kind: 'sleepy',
      steps: [{ name: 'later', notBefore: () => new Date(wakeAt), write: (_s, id) => [write(id, 'woken')] }],
    };
    const runner = newRunner('p1');
    runner.register([definition as SagaDefinition<object>]);
    assert.equal((await runner.start(definition, { sagaId, state: { trail: [] }, call })).status, 'waiting');
    await waitFor('it has woken', async () => {
      await runner.sweep();
      return (await runner.find(definition, sagaId))?.status === 'done';
    });
    assert.ok(Date.now() >= wakeAt);
    assert.deepEqual(await written(sagaId), ['woken']);
  });
});
