// socket.io-client with socket.io-msgpack-parser: the values that JSON does not have, a refusal, and a room shared with clients that speak JSON.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { options } from '../../lib/options.mjs';
import { connect, next, open, request } from '../../lib/socketio.mjs';
import { closeClients, connect as connectOther } from '../../lib/clients.mjs';

const kind = `${options.socketio} with ${options.parser} over ${options.transport}`;

await check(`${kind}: dates become text, undefined becomes null, bytes of every kind stay bytes`, async () => {
  const socket = await connect('/');
  const date = new Date(Date.UTC(2026, 10, 24, 12, 30, 15, 250));
  const answer = await request(socket, 'message-with-ack', date, undefined, new Uint8Array([1, 2]).buffer, Buffer.from([3]), { deep: [date, Buffer.alloc(70_000, 7)] });
  assert.deepEqual(answer.slice(0, 4), [date.toISOString(), null, Buffer.from([1, 2]), Buffer.from([3])]);
  assert.deepEqual(answer[4], { deep: [date.toISOString(), Buffer.alloc(70_000, 7)] });
  socket.disconnect();
});

await check(`${kind}: numbers of every width come back`, async () => {
  const socket = await connect('/');
  const numbers = [0, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, Number.MAX_SAFE_INTEGER, -1, -32, -33, -128, -129, -32769, -2147483649, 1.5, -0.1, 1e-7];
  assert.deepEqual(await request(socket, 'message-with-ack', ...numbers), numbers);
  socket.disconnect();
});

await check(`${kind}: several values of an ack reach the server, and several come from it`, async () => {
  const socket = await connect('/conformance');
  socket.on('question', (question, answer) => answer({ answer: question }, 2, Buffer.from([3])));
  assert.deepEqual(await request(socket, 'ask', { question: 42 }), [{ outcome: 'answered', answer: { answer: 42 }, error: null }]);
  assert.deepEqual(await request(socket, 'askForAll', 42), [{ answer: 42 }, 2, Buffer.from([3])]);
  assert.deepEqual(await request(socket, 'answerTwice'), ['manual', 2, Buffer.from([1, 2])]);
  socket.disconnect();
});

await check(`${kind}: an unknown namespace and a refusal are told`, async () => {
  const stranger = open('/nope');
  assert.equal((await next(stranger, 'connect_error'))[0].message, 'Invalid namespace');
  stranger.disconnect();
  const refused = open('/conformance', { auth: { refuse: 'not you' } });
  assert.deepEqual(await next(refused, 'exception'), [{ status: 'error', message: 'not you' }]);
  refused.disconnect();
});

await check(`${kind}: a plain WebSocket client in the same room hears the same as JSON`, async () => {
  const [socket, plain] = [await connect('/conformance'), await connectOther('ws', '/conformance')];
  await request(socket, 'join', kind);
  await plain.request('join', kind);
  const heard = [next(socket, 'said'), plain.next('said')];
  socket.emit('say', { room: kind, text: 'hi' });
  const said = { text: 'hi', from: socket.id };
  assert.deepEqual(await heard[0], [said]);
  assert.deepEqual(await heard[1], said);
  socket.disconnect();
});

await closeClients();
done();
