// Tokens, validation and denial look the same to clients of every transport.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { chatKinds, connect } from '../../lib/clients.mjs';
import { server } from '../../lib/options.mjs';

const origin = `http://${server.hostname}:${server.port}`;

async function login(userName, password = 'chat') {
  const response = await fetch(`${origin}/auth/login`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userName, password }),
  });
  return { status: response.status, body: response.ok ? await response.json() : null };
}

// The three places a token can come from.
const places = {
  auth: token => ({ path: `/chat?auth=${encodeURIComponent(JSON.stringify({ token }))}` }),
  header: token => ({ path: '/chat', headers: { Authorization: `Bearer ${token}` } }),
  query: token => ({ path: `/chat?access_token=${encodeURIComponent(token)}` }),
};

// In Development an error also says its cause: the event and the body.
const withoutCause = ({ cause, ...told }) => told;

// Where the HTTP request is the refused one it is a 401; a Socket.IO namespace refuses with a CONNECT_ERROR.
const unauthorized = error => /401/.test(error.message);
const connectError = error => error.message === 'Token invalid' && error.data.code === 'token_invalid';
const nameTaken = error => /^This is the name of a user\./.test(error.message);
const isNameRefusal = { 'signalr': unauthorized, 'ws': unauthorized, 'socketio': nameTaken, 'socketio-polling': nameTaken };
const isRefusal = { 'signalr': unauthorized, 'ws': unauthorized, 'socketio': connectError, 'socketio-polling': connectError };

const open = (kind, { path, headers }) => connect(kind, path, { headers });

await check('login gives a token to seed users only', async () => {
  const { status, body } = await login('ada');
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), ['accessToken', 'expiresIn']);
  assert.equal(body.expiresIn, 3600);
  assert.equal((await login('ada', 'wrong')).status, 401);
  assert.equal((await login('mallory')).status, 401);
});

for (const kind of chatKinds) {
  for (const [place, put] of Object.entries(places)) {
    await check(`${kind}: a token in ${place} says who the client is`, async () => {
      const { accessToken } = (await login('alan')).body;
      const client = await open(kind, put(accessToken));
      const roomId = `auth-${kind}-${place}`;
      client.emit('joinRoom', { roomId });
      await client.next('joinedRoom');
      client.emit('sendMessage', { roomId, content: 'who am I' });
      assert.equal((await client.next('messageReceived')).userId, 'alan');
    });

    await check(`${kind}: a wrong token in ${place} is refused`, async () => {
      await assert.rejects(open(kind, put('not.a.token')), isRefusal[kind]);
    });
  }

  await check(`${kind}: a guest cannot take a user's name`, async () => {
    for (const name of ['ada', 'Ada ']) {
      await assert.rejects(open(kind, { path: `/chat?userId=${encodeURIComponent(name)}` }), isNameRefusal[kind]);
    }
  });

  await check(`${kind}: an event for moderators is denied to guests and to users, in one shape`, async () => {
    const guest = await open(kind, { path: '/chat?userId=guest' });
    await assert.rejects(guest.request('announce', { text: 'hi' }));
    assert.equal((await guest.next('exception')).status, 'error');
    const { accessToken } = (await login('alan')).body;
    const alan = await open(kind, places.query(accessToken));
    await assert.rejects(alan.request('announce', { text: 'hi' }), error => /Forbidden resource/.test(error.message));
    assert.deepEqual(withoutCause(await alan.next('exception')), { status: 'error', message: 'Forbidden resource' });
    const ada = await open(kind, places.query((await login('ada')).body.accessToken));
    await ada.request('announce', { text: 'hi' });
    assert.deepEqual(await alan.next('announcement'), { text: 'hi', userId: 'ada' });
  });

  await check(`${kind}: wrong bodies name the path, broken rules their code`, async () => {
    const guest = await open(kind, { path: '/chat?userId=guest' });
    await assert.rejects(guest.request('sendMessage', { roomId: 5, content: 'x' }), error => /Validation failed/.test(error.message));
    assert.deepEqual(withoutCause(await guest.next('exception')), {
      status: 'error', message: 'Validation failed', errors: [{ property: 'roomId', code: 'invalid_type', message: 'The value does not have the expected type.' }],
    });
    await assert.rejects(guest.request('sendMessage', { roomId: '', content: '' }), error => /Validation failed/.test(error.message));
    assert.deepEqual((await guest.next('exception')).errors.map(error => error.property).sort(), ['content', 'roomId']);
    await assert.rejects(guest.request('sendMessage', { roomId: '#system', content: 'x' }));
    assert.equal((await guest.next('exception')).code, 'room_reserved');
  });

  await check(`${kind}: a token is refreshed in place, by the same user only`, async () => {
    const { accessToken } = (await login('alan')).body;
    const alan = await open(kind, places.query(accessToken));
    assert.match(await alan.request('refreshToken', { token: (await login('alan')).body.accessToken }), /^\d{4}-/);
    await assert.rejects(alan.request('refreshToken', { token: (await login('grace')).body.accessToken }));
    await assert.rejects(alan.request('refreshToken', { token: 'junk' }));
  });
}

done();
