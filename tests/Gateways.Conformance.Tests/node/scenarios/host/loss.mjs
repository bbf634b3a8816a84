// The disconnect hook runs once for each client that goes, with the rooms it was in and the reason.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';
import { startProxy } from '../../lib/tcp-proxy.mjs';

for (const kind of kinds) {
  for (const [way, reason, go] of [
    ['says goodbye', 'client-disconnect', client => client.close()],
    ['is cut off', 'connection-lost', (client, proxy) => proxy.cut()],
    ['is sent away', 'server-disconnect', client => client.emit('kick')],
  ]) {
    await check(`${kind}: a client that ${way} leaves its rooms as ${reason}`, async () => {
      const room = `${kind} ${way}`;
      const proxy = await startProxy();
      const witness = await connect(kind === 'ws' ? 'signalr' : 'ws', '/conformance');
      const guest = await connect(kind, '/conformance', { port: proxy.port });
      for (const client of [witness, guest]) await client.request('join', room);
      const { id } = await guest.request('whoami');
      assert.equal(await witness.request('size', room), 2);
      go(guest, proxy);
      assert.deepEqual(await witness.next('left'), { id, reason });
      assert.equal(await witness.request('size', room), 1);
      assert.deepEqual(witness.left('left'), []);
      proxy.stop();
    });
  }
}

done();
