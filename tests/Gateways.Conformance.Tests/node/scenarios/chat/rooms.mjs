// Two clients of different transports share a room of the chat sample.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { chatKinds, connect } from '../../lib/clients.mjs';

const isoTimestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

for (const [first, second] of chatKinds.flatMap(first => chatKinds.map(second => [first, second]))) {
  const roomId = `rooms-${first}-${second}`;
  const join = async (client, room = roomId) => {
    client.emit('joinRoom', { roomId: room });
    assert.deepEqual(await client.next('joinedRoom'), { roomId: room });
  };

  await check(`${first} and ${second}: joining tells the others, not the one who joins`, async () => {
    const alice = await connect(first, '/chat?userId=alice');
    const bob = await connect(second, '/chat?userId=bob');
    await join(alice);
    await join(bob);
    assert.deepEqual(await alice.next('userJoined'), { userId: 'bob', roomId });
    assert.deepEqual(bob.left('userJoined'), []);
  });

  await check(`${first} and ${second}: a message reaches everyone in the room, the sender too`, async () => {
    const alice = await connect(first, '/chat?userId=alice');
    const bob = await connect(second, '/chat?userId=bob');
    await join(alice);
    await join(bob);
    alice.emit('sendMessage', { roomId, content: 'Grüße ☃ <b>&</b>' });
    const heard = await bob.next('messageReceived');
    assert.deepEqual(await alice.next('messageReceived'), heard);
    assert.deepEqual(Object.keys(heard).sort(), ['content', 'id', 'timestamp', 'userId']);
    assert.equal(heard.content, 'Grüße ☃ <b>&</b>');
    assert.equal(heard.userId, 'alice');
    assert.match(heard.id, guid);
    assert.match(heard.timestamp, isoTimestamp);
  });

  await check(`${first} and ${second}: another room hears nothing`, async () => {
    const alice = await connect(first, '/chat?userId=alice');
    const bob = await connect(second, '/chat?userId=bob');
    await join(alice);
    await join(bob, `${roomId}-elsewhere`);
    alice.emit('sendMessage', { roomId, content: 'not for bob' });
    await alice.next('messageReceived');
    alice.emit('sendMessage', { roomId: `${roomId}-elsewhere`, content: 'for bob' });
    assert.equal((await bob.next('messageReceived')).content, 'for bob');
    assert.deepEqual(alice.left('messageReceived'), []);
  });

  await check(`${first} and ${second}: leaving tells those who stay, and ends the messages`, async () => {
    const alice = await connect(first, '/chat?userId=alice');
    const bob = await connect(second, '/chat?userId=bob');
    await join(alice);
    await join(bob);
    await bob.request('leaveRoom', { roomId });
    assert.deepEqual(await alice.next('userLeft'), { userId: 'bob' });
    alice.emit('sendMessage', { roomId, content: 'after bob left' });
    await alice.next('messageReceived');
    await join(bob);
    assert.deepEqual(bob.left('userLeft'), []);
    assert.deepEqual(bob.left('messageReceived'), []);
  });
}

await check('clients of every transport, and one that only listens, are in one room at once', async () => {
  const roomId = 'everybody';
  const listener = await connect('eventsource', `/chat?userId=listener&room=${roomId}`);
  const clients = await Promise.all(chatKinds.map(kind => connect(kind, `/chat?userId=${kind}`)));
  for (const client of clients) {
    client.emit('joinRoom', { roomId });
    await client.next('joinedRoom');
  }

  for (const client of clients) await client.request('sendMessage', { roomId, content: `from ${client.kind}` });
  for (const client of [listener, ...clients]) {
    assert.deepEqual((await client.take('messageReceived', clients.length)).map(message => message.content), clients.map(other => `from ${other.kind}`));
  }

  assert.deepEqual((await listener.take('userJoined', clients.length)).map(user => user.userId), chatKinds);
});

for (const kind of chatKinds) {
  await check(`${kind}: content that is empty or too long is refused, the longest is not`, async () => {
    const alice = await connect(kind, '/chat?userId=alice');
    const roomId = `limits-${kind}`;
    alice.emit('joinRoom', { roomId });
    await alice.next('joinedRoom');
    for (const [content, code] of [['', 'NotEmptyValidator'], ['x'.repeat(2001), 'MaximumLengthValidator']]) {
      alice.emit('sendMessage', { roomId, content });
      const { status, message, errors } = await alice.next('exception');
      assert.deepEqual({ status, message }, { status: 'error', message: 'Validation failed' });
      assert.deepEqual(errors.map(error => [error.property, error.code]), [['content', code]]);
    }

    alice.emit('sendMessage', { roomId, content: 'x'.repeat(2000) });
    assert.equal((await alice.next('messageReceived')).content.length, 2000);
  });
}

done();
