// Browsers do not apply CORS to WebSocket: the origin check is what keeps the pages of other sites out.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { send } from '../../lib/http.mjs';
import { server } from '../../lib/options.mjs';
import { within } from '../../lib/within.mjs';
import { WebSocket, wsUrl } from '../../lib/ws-client.mjs';

const own = server.origin;
const foreign = ['https://evil.example', `http://${server.hostname}:1`, `https://${server.host}`, `${own}.evil.example`, 'null', ''];

/** 101, or the status that refused the upgrade. */
function upgrade(path, origin) {
  const socket = new WebSocket(wsUrl(path), { headers: origin === undefined ? {} : { origin } });
  const status = new Promise((resolve, reject) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (request, response) => resolve(response.statusCode));
    socket.on('error', reject);
  });
  return within(status, 'upgrade').finally(() => socket.terminate());
}

async function negotiate(path, origin) {
  return (await send('POST', `${path}/negotiate?negotiateVersion=1`, { headers: origin === undefined ? {} : { origin } })).status;
}

for (const origin of foreign) {
  await check(`foreign origin "${origin}": no upgrade, no negotiation`, async () => {
    assert.equal(await upgrade('/conformance', origin), 403);
    assert.equal(await upgrade('/conformance/signalr', origin), 403);
    assert.equal(await negotiate('/conformance', origin), 403);
    assert.equal(await negotiate('/conformance/signalr', origin), 403);
  });
}

for (const origin of [own, own.toUpperCase(), undefined]) {
  await check(`origin "${origin ?? '(none)'}" may connect`, async () => {
    assert.equal(await upgrade('/conformance', origin), 101);
    assert.equal(await upgrade('/conformance/signalr', origin), 101);
    assert.equal(await negotiate('/conformance', origin), 200);
  });
}

done();
