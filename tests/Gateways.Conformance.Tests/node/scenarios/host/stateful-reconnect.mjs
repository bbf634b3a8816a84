// SignalR's stateful reconnect: the cable is pulled in the middle of a stream of messages, and nothing is lost in either direction.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { startProxy } from '../../lib/tcp-proxy.mjs';

const room = 'stateful';
const numbers = Array.from({ length: 300 }, (_, i) => i);

await check('300 messages each way over two cut connections arrive once and in order, on the same connection', async () => {
  const proxy = await startProxy();
  const client = await connect('signalr', '/conformance', { port: proxy.port, transport: 'WebSockets', stateful: true });
  const speaker = await connect('ws', '/conformance');
  await client.request('join', room);
  const { connectionId } = client.connection;
  const { id } = await client.request('whoami');

  let closed = false;
  client.closed.then(() => { closed = true; });
  for (const number of numbers) {
    client.emit('append', number);
    await speaker.request('say', { room, text: String(number) });
    if (number === 100 || number === 200) proxy.cut();
  }

  assert.deepEqual((await client.take('said', numbers.length)).map(said => Number(said.text)), numbers);
  assert.deepEqual(await client.request('appended'), numbers);
  assert.deepEqual(client.left('said'), []);
  assert.equal(client.connection.connectionId, connectionId);
  assert.equal((await client.request('whoami')).id, id);
  assert.equal(closed, false);
  proxy.stop();
});

done();
