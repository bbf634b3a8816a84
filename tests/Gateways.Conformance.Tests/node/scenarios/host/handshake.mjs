// What the server learns when a client connects, and how it refuses one.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';
import { within } from '../../lib/within.mjs';

const transports = { signalr: 'SignalR', ws: 'WebSocket' };

for (const kind of kinds) {
  await check(`${kind}: the client's identity, transport and namespace`, async () => {
    const client = await connect(kind, '/conformance?userId=al%20ice%26');
    const other = await connect(kind, '/conformance');
    await client.request('join', 'who');
    const me = await client.request('whoami');
    assert.equal(me.userId, 'al ice&');
    assert.equal(me.transport, transports[kind]);
    assert.equal(me.namespace, '/conformance');
    assert.deepEqual(me.rooms, ['who']);
    assert.notEqual(me.id, (await other.request('whoami')).id);
  });

  await check(`${kind}: the auth payload goes before the query, the token has three places`, async () => {
    const auth = encodeURIComponent(JSON.stringify({ userId: 'from auth', token: 'in auth' }));
    const byAuth = await (await connect(kind, `/conformance?userId=query&auth=${auth}`)).request('whoami');
    assert.deepEqual([byAuth.userId, byAuth.token], ['from auth', 'in auth']);
    const byQuery = await (await connect(kind, '/conformance?access_token=in-query')).request('whoami');
    assert.equal(byQuery.token, 'in-query');
    const byHeader = await (await connect(kind, '/conformance', { headers: { authorization: 'Bearer in-header' } })).request('whoami');
    assert.equal(byHeader.token, 'in-header');
  });

  await check(`${kind}: the path is matched without case`, async () => {
    assert.equal((await (await connect(kind, '/CONFORMANCE')).request('whoami')).namespace, '/conformance');
  });
}

await check('ws: a refused client is closed with 4403 and the reason', async () => {
  const client = await connect('ws', '/conformance?refuse=not%20today');
  assert.deepEqual(await within(client.closed, 'close'), { code: 4403, reason: 'not today' });
});

await check('signalr: a refused client is closed with the reason, for good', async () => {
  // The close may arrive together with the handshake: then the start itself fails with it.
  const error = await connect('signalr', '/conformance?refuse=not%20today', { reconnect: [0] })
    .then(client => within(client.closed, 'close'), refusal => refusal);
  assert.match(error.message, /not today/);
});

await check('ws: a client that is sent away is closed with 1000', async () => {
  const client = await connect('ws', '/conformance');
  client.emit('kick');
  assert.deepEqual(await within(client.closed, 'close'), { code: 1000, reason: 'server disconnect' });
});

await check('signalr: a client that is sent away is closed for good', async () => {
  const client = await connect('signalr', '/conformance', { reconnect: [0] });
  client.emit('kick');
  await within(client.closed, 'close');
});

done();
