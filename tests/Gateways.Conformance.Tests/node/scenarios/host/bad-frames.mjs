// What a careless or hostile client sends harms nobody: it is ignored, or it costs that client its connection.
import assert from 'node:assert/strict';
import net from 'node:net';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { server } from '../../lib/options.mjs';
import { within } from '../../lib/within.mjs';

const ignored = {
  'malformed JSON': '{"event":"echo","data":',
  'text that is no JSON': 'hello?',
  'an empty frame': '',
  'an array': '[{"event":"echo"}]',
  'a string': '"echo"',
  'a number': '42',
  'null': 'null',
  'no event': '{"data":1}',
  'an empty event': '{"event":""}',
  'an event that is no text': '{"event":{"name":"echo"}}',
  'an event of the prototype': '{"event":"__proto__","data":{"polluted":true}}',
  'an unknown event': '{"event":"nothingLikeIt","data":1}',
  'trailing junk': '{"event":"echo","data":1} and more',
  'deep nesting': `{"event":"echo","data":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  'an answer nobody asked for': '{"id":"s1","data":1}',
  'binary junk': Buffer.from([0x00, 0xff, 0x13, 0x37]),
};

// A healthy pair in one room hears each message, whatever the third one does meanwhile.
async function withHealthyRoom(room, disturb) {
  const healthy = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
  for (const client of healthy) await client.request('join', room);
  await healthy[0].request('say', { room, text: 'before' });
  await disturb(healthy);
  await healthy[1].request('say', { room, text: 'after' });
  for (const client of healthy) {
    assert.deepEqual((await client.take('said', 2)).map(said => said.text), ['before', 'after']);
    assert.deepEqual(client.left('exception'), []);
  }
}

for (const [name, frame] of Object.entries(ignored)) {
  await check(`ws: ${name} is ignored, and the connection lives`, () => withHealthyRoom(`bad ${name}`, async () => {
    const bad = await connect('ws', '/conformance');
    bad.socket.send(frame);
    assert.equal(await bad.request('echo', 'alive'), 'alive');
    assert.deepEqual([bad.left('exception'), bad.left('(bare)')], [[], []]);
  }));
}

await check('ws: a binary frame with JSON is a message', async () => {
  const client = await connect('ws', '/conformance');
  client.socket.send(Buffer.from('{"event":"echo","id":1,"data":"binary"}'), { binary: true });
  assert.deepEqual(await client.next('(bare)'), { id: 1, data: 'binary' });
});

await check('ws: a message above the limit closes its sender with 1009', () => withHealthyRoom('too big', async () => {
  const bad = await connect('ws', '/conformance');
  bad.emit('echo', 'x'.repeat(2 * 1024 * 1024));
  assert.equal((await within(bad.closed, 'close')).code, 1009);
}));

await check('ws: fragments above the limit close their sender with 1009', () => withHealthyRoom('too many', async () => {
  const bad = await connect('ws', '/conformance');
  for (let i = 0; i < 40; i++) bad.socket.send('x'.repeat(64 * 1024), { fin: false }, () => { });
  assert.equal((await within(bad.closed, 'close')).code, 1009);
}));

await check('ws: text that is not UTF-8 closes its sender with 1007', () => withHealthyRoom('not UTF-8', async () => {
  const bad = await connect('ws', '/conformance');
  bad.socket.send(Buffer.concat([Buffer.from('{"event":"echo","data":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), { binary: false });
  assert.equal((await within(bad.closed, 'close')).code, 1007);
}));

// A frame without a mask: no library sends it, so it goes through a bare socket. The answer is a close frame with 1002.
await check('ws: a frame that breaks the protocol closes its sender with 1002', () => withHealthyRoom('unmasked', async () => {
  const socket = net.connect(Number(server.port), server.hostname);
  socket.write([
    'GET /conformance HTTP/1.1', `Host: ${server.host}`, 'Connection: Upgrade', 'Upgrade: websocket',
    'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==', '', '',
  ].join('\r\n'));

  let received = Buffer.alloc(0);
  const ended = new Promise(resolve => socket.on('close', resolve));
  const upgraded = new Promise(resolve => socket.on('data', chunk => {
    received = Buffer.concat([received, chunk]);
    if (received.includes('\r\n\r\n')) resolve();
  }));
  await within(upgraded, 'upgrade');
  socket.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
  await within(ended, 'end of the connection');
  const frame = received.subarray(received.indexOf('\r\n\r\n') + 4);
  assert.deepEqual([frame[0], frame.readUInt16BE(2)], [0x88, 1002]);
}));

await check('signalr: a message above the limit closes its sender', () => withHealthyRoom('signalr too big', async () => {
  const bad = await connect('signalr', '/conformance');
  bad.emit('echo', 'x'.repeat(2 * 1024 * 1024)).catch(() => { });
  await within(bad.closed, 'close');
}));

done();
