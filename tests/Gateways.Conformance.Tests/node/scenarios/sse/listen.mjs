// The eventsource package as it is, in one room with clients of the other protocols.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { EventSource } from '../../lib/eventsource-client.mjs';
import { options, server } from '../../lib/options.mjs';
import { startProxy } from '../../lib/tcp-proxy.mjs';
import { until, within } from '../../lib/within.mjs';

const kind = options.eventsource;
const speakers = ['signalr', 'ws', 'socketio'];

async function joinAll(room) {
  const clients = [];
  for (const speaker of speakers) {
    const client = await connect(speaker, '/conformance');
    await client.request('join', room);
    clients.push(client);
  }

  return clients;
}

await check(`${kind}: hears what clients of every protocol say in its room, as they do`, async () => {
  const others = await joinAll('r1');
  const listener = await connect('eventsource', '/conformance?room=r1');
  await until(() => others[0].request('size', 'r1'), size => size === 4, 'four in the room');
  for (const speaker of others) {
    await speaker.request('say', { room: 'r1', text: `from ${speaker.kind} \u2028\r\n☃` });
  }

  const expected = await others[0].take('said', 3);
  for (const client of [listener, others[1], others[2]]) {
    assert.deepEqual(await client.take('said', 3), expected);
  }

  await others[0].request('say', { room: 'r2', text: 'elsewhere' });
  await others[0].request('say', { room: 'r1', text: 'last' });
  await listener.next('said', ({ text }) => text === 'last');
  assert.deepEqual(listener.left('said'), []);
});

await check(`${kind}: payloads of every shape arrive as JSON`, async () => {
  const [speaker] = await joinAll('shapes');
  const listener = await connect('eventsource', '/conformance?room=shapes');
  for (const payload of [0, -1.5, true, '', 'line\nline\r\u0000', [], [1, [2, { a: null }]], { x: '\u2029' }]) {
    await speaker.request('shapes', { room: 'shapes', payload });
    assert.equal(await listener.next('ping'), null);
    assert.deepEqual(await listener.next('pair'), ['one', 2]);
    assert.equal(await listener.next('tick-tock'), 3);
    assert.deepEqual(await listener.next('anything'), payload);
  }
});

await check(`${kind}: comes back by itself and hears what it has missed, once and in order`, async () => {
  const [speaker] = await joinAll('cut');
  const proxy = await startProxy();
  const listener = await connect('eventsource', '/conformance?room=cut', { port: proxy.port });
  const heard = [];
  for (let i = 0; i < 60; i++) {
    await speaker.request('say', { room: 'cut', text: `${i}` });
    if (i % 20 === 10) {
      // What it has heard it has an id for; then the cable is pulled.
      heard.push(...(await listener.take('said', i + 1 - heard.length)));
      proxy.cut();
    }
  }

  heard.push(...(await listener.take('said', 60 - heard.length)));
  assert.deepEqual(heard.map(({ text }) => Number(text)), Array.from({ length: 60 }, (_, i) => i));
  assert.deepEqual([listener.left('said'), listener.left('gap')], [[], []]);
  assert.equal(new Set(listener.ids).size, listener.ids.length);
  proxy.stop();
});

await check(`${kind}: cut before anything was heard, it hears what it has missed, and of no gap`, async () => {
  const [speaker] = await joinAll('silent');
  const proxy = await startProxy();
  const listener = await connect('eventsource', '/conformance?room=silent', { port: proxy.port });
  await until(() => speaker.request('size', 'silent'), size => size === 4, 'there');
  await listener.next('place');
  proxy.down();
  await until(() => speaker.request('size', 'silent'), size => size === 3, 'gone');
  await speaker.request('say', { room: 'silent', text: 'missed' });
  proxy.up();
  assert.equal((await listener.next('said')).text, 'missed');
  assert.deepEqual([listener.left('said'), listener.left('gap')], [[], []]);
  proxy.stop();
});

await check(`${kind}: a room that is not open refuses the client for good`, async () => {
  const source = new EventSource(new URL('/conformance?room=secret', server).href);
  const error = await within(new Promise(resolve => source.addEventListener('error', resolve)), 'error');
  assert.equal(error.code ?? error.status, 403);
  assert.equal(source.readyState, 2);
});

await check(`${kind}: a client the hook refuses is told why`, async () => {
  const listener = await connect('eventsource', '/conformance?refuse=not-you');
  assert.deepEqual(await listener.next('exception'), { status: 'error', message: 'not-you' });
  assert.deepEqual(await listener.next('disconnect'), { reason: 'refused', message: 'not-you', mayReconnect: false });
});

await check(`${kind}: its leaving is noticed`, async () => {
  const [speaker] = await joinAll('leaving');
  const listener = await connect('eventsource', '/conformance?room=leaving');
  await until(() => speaker.request('size', 'leaving'), size => size === 4, 'there');
  await listener.close();
  await until(() => speaker.request('size', 'leaving'), size => size === 3, 'gone');
  assert.equal((await speaker.next('left')).reason, 'connection-lost');
});

done();
