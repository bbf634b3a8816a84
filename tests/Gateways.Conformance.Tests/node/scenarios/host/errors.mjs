// What a client hears of an error, exactly.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';
import { rejection } from '../../lib/rejects.mjs';

const said = message => ({ status: 'error', message });
const invalid = (property, code, message) => ({ ...said('Validation failed'), errors: [{ property, code, message }] });
const wrongType = property => invalid(property, 'invalid_type', 'The value does not have the expected type.');

// event, arguments, the `exception` payload, the text of the failed ack
const cases = [
  ['fail', ['nope'], said('nope'), 'nope'],
  ['fail', ['Grüße ☃ "quoted"'], said('Grüße ☃ "quoted"'), 'Grüße ☃ "quoted"'],
  ['failObject', [], { code: 42, why: 'because' }, 'because'],
  ['crash', [], said('Internal server error'), 'Internal server error'],
  ['person', [{ name: 'Ann', age: 'old' }], wrongType('age'), 'Validation failed'],
  ['person', ['not an object'], wrongType(''), 'Validation failed'],
  ['person', [], invalid('', 'required', 'A value is required.'), 'Validation failed'],
  ['shapes', [{ payload: 1 }], invalid('room', 'required', 'A value is required.'), 'Validation failed'],
];

for (const kind of kinds) {
  for (const [event, args, payload, text] of cases) {
    await check(`${kind}: ${event}(${JSON.stringify(args).slice(1, -1)}) fails the ack and raises the exception event`, async () => {
      const client = await connect(kind, '/conformance');
      const error = await rejection(client.request(event, ...args));
      if (kind === 'signalr') assert.equal(error.message, text);
      else assert.deepEqual(error.payload, payload);
      assert.deepEqual(await client.next('exception'), payload);
    });

    await check(`${kind}: ${event}(${JSON.stringify(args).slice(1, -1)}) without an ack raises the exception event`, async () => {
      const client = await connect(kind, '/conformance');
      client.emit(event, ...args);
      assert.deepEqual(await client.next('exception'), payload);
      assert.equal(await client.request('echo', 'still here'), 'still here');
    });
  }

  await check(`${kind}: an error is told to its caller only`, async () => {
    const caller = await connect(kind, '/conformance');
    const other = await connect(kind === 'ws' ? 'signalr' : 'ws', '/conformance');
    for (const client of [caller, other]) await client.request('join', `errors-${kind}`);
    await rejection(caller.request('crash'));
    await caller.request('say', { room: `errors-${kind}`, text: 'fence' });
    await other.next('said');
    assert.deepEqual(other.left('exception'), []);
  });

  await check(`${kind}: an unknown event fails its ack; without an ack it is ignored`, async () => {
    const client = await connect(kind, '/conformance');
    for (const event of ['nothingLikeIt', 'Echo', 'ECHO', 'echo ', '__proto__', 'constructor', 'HandleConnectionAsync', 'x'.repeat(300)]) {
      client.emit(event, 1);
      assert.equal((await rejection(client.request(event, 1))).message, 'Unknown event');
    }

    assert.deepEqual(client.left('exception'), []);
    assert.equal(await client.request('echo', 'still here'), 'still here');
  });

  await check(`${kind}: events that differ only in case are different events`, async () => {
    const client = await connect(kind, '/conformance');
    assert.equal(await client.request('case'), 'lower');
    assert.equal(await client.request('CASE'), 'upper');
    assert.equal((await rejection(client.request('Case'))).message, 'Unknown event');
  });
}

done();
