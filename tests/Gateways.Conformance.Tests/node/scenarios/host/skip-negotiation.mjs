// A SignalR client that skips negotiation opens its WebSocket at the gateway's own /signalr address.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';

await check('without negotiation at /conformance/signalr it is in the same rooms', async () => {
  const direct = await connect('signalr', '/conformance/signalr', { skipNegotiation: true, transport: 'WebSockets' });
  const others = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
  for (const client of [direct, ...others]) await client.request('join', 'direct');
  assert.equal((await direct.request('whoami')).namespace, '/conformance');
  await direct.request('say', { room: 'direct', text: 'hello' });
  for (const client of [direct, ...others]) assert.equal((await client.next('said')).text, 'hello');
});

await check('with negotiation at /conformance/signalr it works as well', async () => {
  const client = await connect('signalr', '/conformance/signalr');
  assert.equal(await client.request('echo', 'x'), 'x');
});

done();
