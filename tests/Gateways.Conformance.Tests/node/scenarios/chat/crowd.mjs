// Two hundred clients in one room: each hears each message exactly once, in order.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';

const size = 200;
const count = 25;
const roomId = 'crowd';

await check(`${size} clients hear ${count} messages exactly once and in order`, async () => {
  const clients = await Promise.all(Array.from({ length: size }, async (_, i) => {
    const client = await connect(i % 2 ? 'ws' : 'signalr', `/chat?userId=user${i}`);
    client.emit('joinRoom', { roomId });
    await client.next('joinedRoom');
    return client;
  }));

  const expected = Array.from({ length: count }, (_, i) => `message ${i}`);
  for (const content of expected) await clients[0].request('sendMessage', { roomId, content });
  await clients[1].request('sendMessage', { roomId, content: 'the end' });

  await Promise.all(clients.map(async client => {
    const heard = await client.take('messageReceived', count + 1);
    assert.deepEqual(heard.map(message => message.content), [...expected, 'the end']);
    assert.equal(new Set(heard.map(message => message.id)).size, count + 1);
    assert.deepEqual(client.left('messageReceived'), []);
  }));
});

done();
