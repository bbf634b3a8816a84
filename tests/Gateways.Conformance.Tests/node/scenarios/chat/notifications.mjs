// The chat sample's REST side: pushing from outside the gateway, the history, and who is where.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { getJson, postJson } from '../../lib/http.mjs';

async function inRoom(kind, userId, roomId) {
  const client = await connect(kind, `/chat?userId=${userId}`);
  client.emit('joinRoom', { roomId });
  await client.next('joinedRoom');
  return client;
}

const membersOf = async roomId => (await getJson('/rooms')).find(room => room.roomId === roomId)?.members ?? [];

await check('a notification to a room reaches its members on every transport, and nobody else', async () => {
  const alice = await inRoom('signalr', 'alice', 'notified');
  const bob = await inRoom('ws', 'bob', 'notified');
  const carol = await inRoom('ws', 'carol', 'not-notified');
  assert.equal((await postJson('/rooms/notified/notifications', { text: 'maintenance', at: [1, null] })).status, 202);
  await postJson('/notifications', 'to all');
  assert.deepEqual(await alice.take('systemNotification', 2), [{ text: 'maintenance', at: [1, null] }, 'to all']);
  assert.deepEqual(await bob.take('systemNotification', 2), [{ text: 'maintenance', at: [1, null] }, 'to all']);
  assert.equal(await carol.next('systemNotification'), 'to all');
});

await check('a notification to one client reaches that client only; an unknown one is 404', async () => {
  const alice = await inRoom('signalr', 'alice', 'one');
  const bob = await inRoom('ws', 'bob', 'one');
  for (const [userId, client, other] of [['alice', alice, bob], ['bob', bob, alice]]) {
    const { clientId } = (await membersOf('one')).find(member => member.userId === userId);
    assert.equal((await postJson(`/clients/${clientId}/notifications?event=announcement`, { for: userId })).status, 202);
    assert.deepEqual(await client.next('announcement'), { for: userId });
    assert.deepEqual(other.left('announcement'), []);
  }

  assert.equal((await postJson('/clients/nobody/notifications', {})).status, 404);
});

await check('rooms list their members with user and transport', async () => {
  await inRoom('signalr', 'alice', 'listed');
  await inRoom('ws', 'bob', 'listed');
  const members = (await membersOf('listed')).map(({ userId, transport }) => `${userId} ${transport}`).sort();
  assert.deepEqual(members, ['alice SignalR', 'bob WebSocket']);
});

await check('the history holds what was said, oldest first', async () => {
  const alice = await inRoom('signalr', 'alice', 'remembered');
  for (const content of ['one', 'two', 'three']) alice.emit('sendMessage', { roomId: 'remembered', content });
  const heard = await alice.take('messageReceived', 3);
  assert.deepEqual(await getJson('/rooms/remembered/messages'), heard);
  assert.deepEqual((await getJson('/rooms/remembered/messages?limit=2')).map(message => message.content), ['two', 'three']);
});

done();
