// A client whose connection is cut gets its id, its rooms and what it has missed.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, next, request } from '../../lib/socketio.mjs';

await check('one that is cut off for a moment misses nothing', async () => {
  const settings = { reconnection: true, reconnectionDelay: 200, reconnectionDelayMax: 200 };
  const [socket, speaker] = [await connect('/conformance', settings), await connect('/conformance')];
  for (const each of [socket, speaker]) await request(each, 'join', 'recovery');
  const first = next(socket, 'said');
  speaker.emit('say', { room: 'recovery', text: 'first' });
  assert.equal((await first)[0].text, 'first');

  const id = socket.id;
  const [gone, back, missed] = [next(socket, 'disconnect'), next(socket, 'connect'), next(socket, 'said')];
  socket.io.engine.close();
  await gone;
  speaker.emit('say', { room: 'recovery', text: 'missed' });
  await back;
  assert.deepEqual([socket.recovered, socket.id], [true, id]);
  assert.equal((await missed)[0].text, 'missed');
  for (const each of [socket, speaker]) each.disconnect();
});

done();
