// One version of the SignalR client over one of its own transports, beside a plain WebSocket client.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { rejection } from '../../lib/rejects.mjs';
import { options } from '../../lib/options.mjs';
import { within } from '../../lib/within.mjs';

await check('it connects by the transport it was told', async () => {
  const client = await connect('signalr', '/conformance?userId=alice');
  const me = await client.request('whoami');
  assert.equal(me.userId, 'alice');
  assert.equal(me.transport, 'SignalR');
  assert.equal(client.connection.connection.transport.constructor.name, transportClass(options.transport));
});

await check('requests end with a value, empty, or an error', async () => {
  const client = await connect('signalr', '/conformance');
  assert.deepEqual(await client.request('echo', { text: 'Grüße ☃' }), { text: 'Grüße ☃' });
  assert.equal(await client.request('void') ?? 'empty', 'empty');
  assert.equal((await rejection(client.request('fail', 'nope'))).message, 'nope');
  assert.deepEqual(await client.next('exception'), { status: 'error', message: 'nope' });
  assert.equal((await rejection(client.request('nothingLikeIt'))).message, 'Unknown event');
});

await check('it shares a room with plain WebSocket, both ways and in order', async () => {
  const room = 'transports';
  const clients = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
  for (const client of clients) await client.request('join', room);
  const texts = Array.from({ length: 50 }, (_, i) => `message ${i}`);
  for (const sender of clients) {
    for (const text of texts) await sender.emit('say', { room, text });
    for (const client of clients) assert.deepEqual((await client.take('said', texts.length)).map(said => said.text), texts);
  }
});

await check('a large message goes both ways', async () => {
  const client = await connect('signalr', '/conformance');
  const large = 'ü☃😀x'.repeat(20_000);
  assert.equal(await client.request('echo', large), large);
});

await check('a goodbye leaves its rooms', async () => {
  const witness = await connect('ws', '/conformance');
  const client = await connect('signalr', '/conformance');
  for (const one of [witness, client]) await one.request('join', 'goodbye');
  await client.close();
  const { reason } = await witness.next('left');
  // With Server-Sent Events a client can only stop listening, which looks the same as a cut connection.
  if (options.transport !== 'ServerSentEvents') assert.equal(reason, 'client-disconnect');
});

await check('a client that is sent away is closed', async () => {
  const client = await connect('signalr', '/conformance');
  client.emit('kick').catch(() => { });
  await within(client.closed, 'close');
});

function transportClass(name) {
  return `${name.replace('WebSockets', 'WebSocket')}Transport`;
}

done();
