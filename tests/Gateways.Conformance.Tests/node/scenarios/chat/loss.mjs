// Clients that vanish without a goodbye leave no trace in the rooms.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { check, done } from '../../lib/check.mjs';
import { chatKinds, connect } from '../../lib/clients.mjs';
import { getJson } from '../../lib/http.mjs';
import { startProxy } from '../../lib/tcp-proxy.mjs';
import { until, within } from '../../lib/within.mjs';

const membersOf = async roomId => (await getJson('/rooms')).find(room => room.roomId === roomId)?.members.map(member => member.userId) ?? [];
const isGone = roomId => until(() => membersOf(roomId), members => members.length === 1, `down to one member in ${roomId}`);

async function inRoom(kind, userId, roomId, settings) {
  const client = await connect(kind, `/chat?userId=${userId}`, settings);
  client.emit('joinRoom', { roomId });
  await client.next('joinedRoom');
  return client;
}

/** A client that polls has no connection that could be lost between two polls: time for the next one to be there. */
const betweenPolls = kind => kind === 'socketio-polling' && new Promise(resolve => setTimeout(resolve, 300));

for (const kind of chatKinds) {
  await check(`${kind}: a cut connection leaves its rooms`, async () => {
    const roomId = `cut-${kind}`;
    const proxy = await startProxy();
    await inRoom(kind === 'ws' ? 'signalr' : 'ws', 'witness', roomId);
    const lost = await inRoom(kind, 'lost', roomId, { port: proxy.port });
    assert.deepEqual((await membersOf(roomId)).sort(), ['lost', 'witness']);
    await betweenPolls(kind);
    proxy.cut();
    await within(lost.closed, 'end of the cut connection');
    assert.deepEqual(await isGone(roomId), ['witness']);
    proxy.stop();
  });

  await check(`${kind}: a killed process leaves its rooms`, async () => {
    const roomId = `killed-${kind}`;
    await inRoom('ws', 'witness', roomId);
    const script = fileURLToPath(new URL('../../lib/guest.mjs', import.meta.url));
    const guest = spawn(process.execPath, [script, kind, roomId, ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await within(once(guest.stdout, 'data'), 'guest in the room');
    assert.deepEqual((await membersOf(roomId)).sort(), ['guest', 'witness']);
    await betweenPolls(kind);
    guest.kill('SIGKILL');
    assert.deepEqual(await isGone(roomId), ['witness']);
  });

  await check(`${kind}: a goodbye leaves its rooms`, async () => {
    const roomId = `goodbye-${kind}`;
    await inRoom('ws', 'witness', roomId);
    const guest = await inRoom(kind, 'guest', roomId);
    await guest.close();
    assert.deepEqual(await isGone(roomId), ['witness']);
  });
}

done();
