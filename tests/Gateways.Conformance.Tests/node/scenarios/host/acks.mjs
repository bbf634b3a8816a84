// Every request ends: with a value, empty, or with an error.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';
import { WsClient } from '../../lib/ws-client.mjs';

const values = [0, -1.5, 1e21, true, false, '', 'text', 'Grüße ☃ \u2028 \ud83d\ude00 "\\\b\u0000', [], [1, [2, { a: null }]], {}, { event: 'a domain object', id: 7, data: [] }];

for (const kind of kinds) {
  await check(`${kind}: a value comes back as it was sent`, async () => {
    const client = await connect(kind, '/conformance');
    for (const value of values) assert.deepEqual(await client.request('echo', value), value);
  });

  await check(`${kind}: a handler without a result acknowledges empty`, async () => {
    const client = await connect(kind, '/conformance');
    assert.equal(await client.request('void') ?? 'empty', 'empty');
  });

  await check(`${kind}: a WsResponse is an event, and an empty ack where one was asked for`, async () => {
    const client = await connect(kind, '/conformance');
    assert.equal(await client.request('reply', { n: 1 }) ?? 'empty', 'empty');
    assert.deepEqual(await client.next('replied'), { n: 1 });
    client.emit('reply', { n: 2 });
    assert.deepEqual(await client.next('replied'), { n: 2 });
  });

  await check(`${kind}: several arguments bind to several parameters`, async () => {
    const client = await connect(kind, '/conformance');
    assert.deepEqual(await client.request('many', 'one', 2, false), ['one', 2, false]);
    assert.deepEqual(await client.request('many', 'one', 2), ['one', 2, true]);
  });

  await check(`${kind}: requests under way at the same time get their own answers`, async () => {
    const client = await connect(kind, '/conformance');
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => client.request('echo', i)));
    assert.deepEqual(answers, Array.from({ length: 50 }, (_, i) => i));
  });
}

await check('ws: without an id the raw value comes back bare, and nothing for a void handler', async () => {
  const client = await connect('ws', '/conformance');
  client.emit('void');
  for (const value of [5, 'pong', false, [1, 2], { a: 1 }]) {
    client.emit('echo', value);
    assert.deepEqual(await client.next(WsClient.bare), value);
  }
});

await check('ws: the id comes back as it was sent, number or string', async () => {
  const client = await connect('ws', '/conformance');
  for (const id of [0, 7, 9007199254740991, 'seven', 'with "quotes" ☃']) {
    client.sendFrame({ event: 'echo', id, data: 'x' });
    assert.deepEqual(await client.next(WsClient.bare), { id, data: 'x' });
    client.sendFrame({ id, event: 'void' });
    assert.deepEqual(await client.next(WsClient.bare), { id });
  }
});

done();
