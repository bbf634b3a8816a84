// The server stops: what is under way still ends, and every client is told to come back.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { options } from '../../lib/options.mjs';
import { within } from '../../lib/within.mjs';
import { WebSocket, wsUrl } from '../../lib/ws-client.mjs';

const separator = '\x1e';

/** SignalR's wire, read by hand: its one close message says whether the client may come back. */
async function closeMessages() {
  const socket = new WebSocket(wsUrl('/conformance/signalr'));
  const messages = [];
  const greeted = new Promise((resolve, reject) => socket.on('error', reject).on('message', data => {
    messages.push(...String(data).split(separator).filter(Boolean).map(text => JSON.parse(text)));
    resolve();
  }));
  const closed = new Promise(resolve => socket.on('close', resolve));
  socket.on('open', () => socket.send(`{"protocol":"json","version":1}${separator}`));
  await within(greeted, 'handshake');
  return async () => {
    await within(closed, 'close');
    return messages.filter(message => message.type === 7);
  };
}

await check('handlers under way are answered, then each client hears of the shutdown', async () => {
  const ws = await connect('ws', '/conformance');
  const idle = await connect('ws', '/conformance');
  const signalr = await connect('signalr', '/conformance');
  const returning = await connect('signalr', '/conformance', { reconnect: [60_000] });
  const readCloseMessages = await closeMessages();

  const answers = [ws, signalr].map(client => client.request('untilShutdown'));
  for (const client of [ws, signalr]) await client.next('begun');
  process.kill(Number(options.pid), 'SIGTERM');

  assert.deepEqual(await Promise.all(answers), ['finished', 'finished']);
  for (const client of [ws, idle]) {
    assert.deepEqual(await within(client.closed, 'close'), { code: 1012, reason: 'server restarting, please reconnect' });
  }

  await within(signalr.closed, 'close');
  await within(returning.reconnecting, 'start of a reconnect');
  assert.deepEqual(await readCloseMessages(), [{ type: 7, error: 'server restarting, please reconnect', allowReconnect: true }]);
});

done();
