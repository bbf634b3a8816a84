// A client that comes back is a new client in no room, and joins again.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { startProxy } from '../../lib/tcp-proxy.mjs';
import { within } from '../../lib/within.mjs';

const roomId = 'reconnect';

async function join(client) {
  client.emit('joinRoom', { roomId });
  await client.next('joinedRoom');
}

async function hears(client, content) {
  client.emit('sendMessage', { roomId, content });
  assert.equal((await client.next('messageReceived')).content, content);
}

await check('signalr: automatic reconnect, then join again', async () => {
  const proxy = await startProxy();
  const client = await connect('signalr', '/chat?userId=alice', { port: proxy.port, reconnect: [0, 0, 100, 1000] });
  const before = client.connection.connectionId;
  await join(client);
  await hears(client, 'before');
  proxy.cut();
  const after = await within(client.reconnected, 'reconnect');
  assert.notEqual(after, before);
  client.emit('sendMessage', { roomId, content: 'in no room yet' });
  await join(client);
  assert.deepEqual(client.left('messageReceived'), []);
  await hears(client, 'after');
  proxy.stop();
});

await check('ws: a new connection, then join again', async () => {
  const lost = await connect('ws', '/chat?userId=alice');
  await join(lost);
  lost.socket.terminate();
  await within(lost.closed, 'end of the old connection');
  const client = await connect('ws', '/chat?userId=alice');
  client.emit('sendMessage', { roomId, content: 'in no room yet' });
  await join(client);
  assert.deepEqual(client.left('messageReceived'), []);
  await hears(client, 'after');
});

done();
