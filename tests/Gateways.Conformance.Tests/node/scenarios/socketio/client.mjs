// socket.io-client from npm, as it is: what it sends and hears, and how it ends.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { options } from '../../lib/options.mjs';
import { connect, next, open, request } from '../../lib/socketio.mjs';

const kind = `${options.socketio} over ${options.transport}`;

await check(`${kind}: values come back as they were sent`, async () => {
  const socket = await connect('/conformance');
  assert.match(socket.id, /^[\w-]{20}$/);
  // The parser's own encoder cuts integers above 2^64.
  const large = options.parser ? [] : [1e21];
  for (const value of [0, -1.5, ...large, true, '', 'Grüße ☃ \u2028 \ud83d\ude00', [], [1, [2, { a: null }]], {}, { x: 7 }]) {
    assert.deepEqual(await request(socket, 'echo', value), [value]);
  }

  socket.disconnect();
});

await check(`${kind}: the auth payload reaches the gateway, and its ids are three different ones`, async () => {
  const socket = await connect('/conformance', { auth: { userId: 'u1', token: 't1' } });
  const [me] = await request(socket, 'whoami');
  assert.deepEqual([me.id, me.transport, me.namespace, me.userId, me.token], [socket.id, 'SocketIO', '/conformance', 'u1', 't1']);
  assert.notEqual(me.connectionId, me.id);
  socket.disconnect();
});

await check(`${kind}: several arguments and bytes go through, in events and acks`, async () => {
  const socket = await connect('/');
  const sent = [Buffer.from([1, 2, 3]), { deep: [Buffer.from([4])] }, 'text', 5];
  const heard = next(socket, 'message-back');
  socket.emit('message', ...sent);
  assert.deepEqual(await heard, sent);
  assert.deepEqual(await request(socket, 'message-with-ack', ...sent), sent);
  socket.disconnect();
});

await check(`${kind}: 500 messages keep their order, both ways`, async () => {
  const socket = await connect('/conformance');
  const numbers = Array.from({ length: 500 }, (_, i) => i);
  for (const number of numbers) socket.emit('append', number);
  assert.deepEqual((await request(socket, 'appended'))[0], numbers);
  const order = [];
  await Promise.all(numbers.map(number => request(socket, 'echo', number).then(([answer]) => order.push(answer))));
  assert.deepEqual(order, numbers);
  socket.disconnect();
});

await check(`${kind}: the server asks, the client answers`, async () => {
  const socket = await connect('/conformance');
  socket.on('question', (question, answer) => answer({ answer: question }));
  assert.deepEqual(await request(socket, 'ask', { question: 42 }), [{ outcome: 'answered', answer: { answer: 42 }, error: null }]);
  socket.disconnect();
});

await check(`${kind}: an unknown namespace is refused, a known one beside it works`, async () => {
  const stranger = open('/nope');
  assert.equal((await next(stranger, 'connect_error'))[0].message, 'Invalid namespace');
  const socket = await connect('/custom', { auth: { a: 1 } });
  assert.deepEqual(await request(socket, 'message-with-ack', 1), [1]);
  for (const each of [stranger, socket]) each.disconnect();
});

await check(`${kind}: a refusal by the connection hook is told, and is for good`, async () => {
  const socket = open('/conformance', { auth: { refuse: 'not you' } });
  const told = next(socket, 'exception');
  const gone = next(socket, 'disconnect');
  assert.deepEqual(await told, [{ status: 'error', message: 'not you' }]);
  assert.equal((await gone)[0], 'io server disconnect');
});

await check(`${kind}: a client that is sent away knows it was`, async () => {
  const socket = await connect('/conformance');
  const gone = next(socket, 'disconnect');
  socket.emit('kick');
  assert.equal((await gone)[0], 'io server disconnect');
});

await check(`${kind}: one that leaves is missed in its room with the reason`, async () => {
  const [stays, leaves] = [await connect('/conformance'), await connect('/conformance')];
  for (const socket of [stays, leaves]) await request(socket, 'join', kind);
  const left = next(stays, 'left');
  const id = leaves.id;
  leaves.disconnect();
  assert.deepEqual(await left, [{ id, reason: 'client-disconnect' }]);
  stays.disconnect();
});

done();
