// What the typed events interface puts on the wire.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';

await check('each shape of event arrives the same on both transports', async () => {
  const payload = { text: 'Grüße ☃', list: [1, 2.5, null], nested: { empty: {} } };
  const clients = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
  for (const client of clients) await client.request('join', 'shapes');
  await clients[0].request('shapes', { room: 'shapes', payload });
  for (const client of clients) {
    assert.equal(await client.next('ping'), undefined);
    assert.deepEqual(await client.next('pair'), ['one', 2]);
    assert.equal(await client.next('tick-tock'), 3);
    assert.deepEqual(await client.next('anything'), payload);
  }
});

await check('an emit to a room can leave out its sender', async () => {
  const clients = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
  for (const client of clients) await client.request('join', 'others');
  for (const [sender, other] of [clients, [...clients].reverse()]) {
    const { id } = await sender.request('whoami');
    await sender.request('sayToOthers', { room: 'others', text: 'psst' });
    assert.deepEqual(await other.next('said'), { text: 'psst', from: id });
    assert.deepEqual(sender.left('said'), []);
  }
});

await check('an event that a handler emits arrives before its ack', async () => {
  const client = await connect('ws', '/conformance');
  await client.request('join', 'before-ack');
  await client.request('say', { room: 'before-ack', text: 'first' });
  assert.equal(client.left('said').length, 1);
});

done();
