// Messages near the limit, in one frame and in many.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';

const large = 'ü☃😀x'.repeat(90_000);   // 900 KB in UTF-8

for (const kind of kinds) {
  await check(`${kind}: 900 KB there and back`, async () => {
    const client = await connect(kind, '/conformance');
    assert.equal(await client.request('echo', large), large);
    assert.equal(await client.request('echo', 'small again'), 'small again');
  });

  await check(`${kind}: 900 KB to a room of both transports`, async () => {
    const room = `large-${kind}`;
    const sender = await connect(kind, '/conformance');
    const listeners = [sender, await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
    for (const client of listeners) await client.request('join', room);
    await sender.request('say', { room, text: large });
    for (const client of listeners) assert.equal((await client.next('said')).text, large);
  });
}

await check('ws: a message in many fragments, cut inside characters, pings between them', async () => {
  const client = await connect('ws', '/conformance');
  const text = 'ü☃😀'.repeat(300);
  const frame = Buffer.from(JSON.stringify({ event: 'echo', id: 'fragments', data: text }));
  for (let at = 0; at < frame.length; at += 7) {
    client.socket.send(frame.subarray(at, at + 7), { binary: false, fin: at + 7 >= frame.length });
    if (at % 70 === 0) client.socket.ping();
  }

  assert.deepEqual(await client.next('(bare)'), { id: 'fragments', data: text });
});

await check('ws: many messages in one TCP write', async () => {
  const client = await connect('ws', '/conformance');
  client.socket._socket.cork();
  const answers = Array.from({ length: 100 }, (_, i) => client.request('echo', i));
  client.socket._socket.uncork();
  assert.deepEqual(await Promise.all(answers), Array.from({ length: 100 }, (_, i) => i));
});

done();
