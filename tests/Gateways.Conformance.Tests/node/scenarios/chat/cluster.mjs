// Two servers of the chat sample and one of Node's, on one Redis: one room, one presence; and what happens when a server is killed.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { check, done } from '../../lib/check.mjs';
import { chatKinds, connect } from '../../lib/clients.mjs';
import { options, server } from '../../lib/options.mjs';
import { until, within } from '../../lib/within.mjs';

const [first, second] = [server.port, new URL(options.second).port];
const urlOf = port => `http://${server.hostname}:${port}`;
const getJson = async (port, path) => (await fetch(urlOf(port) + path)).json();

async function inRoom(kind, port, userId, roomId) {
  const client = await connect(kind, `/chat?userId=${userId}`, { port });
  client.emit('joinRoom', { roomId });
  await client.next('joinedRoom');
  return client;
}

async function atDocument(kind, port, userName, documentId) {
  const response = await fetch(`${urlOf(port)}/auth/login`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userName, password: 'chat' }),
  });
  const { accessToken } = await response.json();
  const client = await connect(kind, `/presence?auth=${encodeURIComponent(JSON.stringify({ token: accessToken }))}`, { port });
  client.emit('joinDocument', { documentId });
  return client;
}

const told = (client, ...users) => client.next('presenceUpdated', presence => JSON.stringify(presence.users.sort()) === JSON.stringify(users));

/** What was told before does not count any more. */
async function forget(client) {
  await client.take('presenceUpdated', client.left('presenceUpdated').length);
}

for (const [index, kind] of chatKinds.entries()) {
  const other = chatKinds[(index + 1) % chatKinds.length];
  await check(`${kind} on one server and ${other} on the other share a room`, async () => {
    const roomId = `both-${kind}`;
    const ann = await inRoom(kind, first, 'ann', roomId);
    const bob = await inRoom(other, second, 'bob', roomId);
    assert.deepEqual(await ann.next('userJoined'), { userId: 'bob', roomId });
    ann.emit('sendMessage', { roomId, content: 'from the first' });
    bob.emit('sendMessage', { roomId, content: 'from the second' });
    for (const client of [ann, bob]) {
      assert.deepEqual((await client.take('messageReceived', 2)).map(message => message.content).sort(), ['from the first', 'from the second']);
    }

    const members = (await getJson(second, '/rooms')).find(room => room.roomId === roomId).members;
    assert.deepEqual(members.map(member => member.userId).sort(), ['ann', 'bob']);
  });

  await check(`${kind} on one server and ${other} on the other see each other at a document, and so does REST`, async () => {
    const documentId = `document-${kind}`;
    const ada = await atDocument(kind, first, 'ada', documentId);
    await told(ada, 'ada');
    const alan = await atDocument(other, second, 'alan', documentId);
    await Promise.all([told(ada, 'ada', 'alan'), told(alan, 'ada', 'alan')]);
    const again = await atDocument(kind, second, 'alan', documentId);
    await told(again, 'ada', 'alan');
    for (const port of [first, second]) {
      assert.deepEqual((await getJson(port, `/documents/${documentId}/presence`)).users.sort(), ['ada', 'alan']);
    }

    await forget(ada);
    await alan.close();
    again.emit('leaveDocument', { documentId });
    await told(ada, 'ada');
  });
}

for (const kind of chatKinds) {
  await check(`${kind}: a document is for who has signed in`, async () => {
    await assert.rejects(connect(kind, '/presence', { port: second }));
    await assert.rejects(connect(kind, '/presence?auth={"token":"junk"}', { port: second }));
  });
}

// A server of Node's with the chat's namespace, as a team that moves step by step still runs it.
const redis = () => createClient({ url: `redis://${options.redis}` });
const [publisher, subscriber] = [redis(), redis()];
await Promise.all([publisher.connect(), subscriber.connect()]);
const http = createServer();
const node = new Server(http, { adapter: createAdapter(publisher, subscriber) }).of('/chat');
node.on('connection', socket => {
  const { userId } = socket.handshake.query;
  socket.on('joinRoom', ({ roomId }) => {
    socket.join(roomId);
    socket.to(roomId).emit('userJoined', { userId, roomId });
    socket.emit('joinedRoom', { roomId });
  });
  socket.on('sendMessage', ({ roomId, content }) => node.to(roomId).emit('messageReceived', { id: `node-${content}`, content, userId, timestamp: new Date() }));
});
await new Promise(resolve => http.listen(0, '127.0.0.1', resolve));

await check('a Node server and both servers of the sample chat in one room', async () => {
  const roomId = 'with-node';
  const clients = await Promise.all(chatKinds.map((kind, index) => inRoom(kind, index % 2 ? first : second, kind, roomId)));
  const nora = io(`http://127.0.0.1:${http.address().port}/chat`, { query: { userId: 'nora' }, transports: ['websocket'] });
  const heard = [];
  nora.on('messageReceived', message => heard.push(message));
  const joined = new Promise(resolve => nora.once('joinedRoom', resolve));
  nora.emit('joinRoom', { roomId });
  await within(joined, 'event "joinedRoom" from Node');

  for (const client of clients) assert.deepEqual(await client.next('userJoined', user => user.userId === 'nora'), { userId: 'nora', roomId });
  nora.emit('sendMessage', { roomId, content: 'from Node' });
  for (const client of clients) {
    const message = await client.next('messageReceived');
    assert.deepEqual([message.content, message.userId], ['from Node', 'nora']);
    assert.equal(message.timestamp, new Date(message.timestamp).toISOString());
  }

  for (const client of clients) client.emit('sendMessage', { roomId, content: `from ${client.kind}` });
  await until(() => heard.map(message => message.content).sort(), contents => contents.length === clients.length + 1, 'every message heard by the client of Node');
  assert.deepEqual(heard.map(message => message.content).sort(), ['from Node', ...clients.map(client => `from ${client.kind}`)].sort());
  const sockets = await node.in(roomId).fetchSockets();
  assert.equal(sockets.length, clients.length + 1);
  nora.disconnect();
});

await check('one server is killed: the other goes on, its users leave, and it comes back', async () => {
  const ann = await inRoom('signalr', first, 'ann', 'survivors');
  const ben = await inRoom('socketio', first, 'ben', 'survivors');
  const ada = await atDocument('ws', first, 'ada', 'survivors');
  const alan = await atDocument('socketio', second, 'alan', 'survivors');
  await Promise.all([told(ada, 'ada', 'alan'), told(alan, 'ada', 'alan')]);

  await forget(ada);
  process.kill(Number(options['second-pid']), 'SIGKILL');
  await within(alan.closed, 'end of the connection');
  ann.emit('sendMessage', { roomId: 'survivors', content: 'still here' });
  assert.equal((await ben.next('messageReceived')).content, 'still here');
  await told(ada, 'ada');
  assert.deepEqual((await getJson(first, '/documents/survivors/presence')).users, ['ada']);

  await until(() => fetch(`${urlOf(second)}/health`).then(response => response.status, () => 0), status => status === 200, 'a healthy second server');
  const eve = await inRoom('ws', second, 'eve', 'survivors');
  eve.emit('sendMessage', { roomId: 'survivors', content: 'back again' });
  assert.equal((await ben.next('messageReceived')).content, 'back again');
  const back = await atDocument('signalr', second, 'alan', 'survivors');
  await Promise.all([told(ada, 'ada', 'alan'), told(back, 'ada', 'alan')]);
});

done();
