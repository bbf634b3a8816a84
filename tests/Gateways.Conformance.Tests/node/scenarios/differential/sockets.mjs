// Engine.IO over WebSocket: refusals before the switch, frames, and the upgrade from polling.
import { differs, same } from '../../lib/differential.mjs';

const upgrade = query => `GET /socket.io/?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;

/** Status, the headers that are part of the protocol, body. Header names have no case. */
const refusal = async (peer, query) => {
  const [head, body] = (await peer.raw(upgrade(query))).split('\r\n\r\n');
  const [status, ...headers] = head.split('\r\n');
  return [status, headers.map(line => line.toLowerCase()).filter(line => /^(connection|content-type|content-length):/.test(line)).sort(), body];
};

for (const query of ['EIO=4', 'EIO=4&transport=abc', 'EIO=4&transport=constructor', 'EIO=4&transport=__proto__', 'EIO=4&transport=websocket&sid=nobody', 'EIO=4&transport=websocket&sid=__proto__']) {
  await same(`upgrade of ?${query}`, peer => refusal(peer, query));
}

await differs('unsupported version on a WebSocket', 'upgrade without a version', async peer => (await peer.raw(upgrade('transport=websocket'))).split('\r\n')[0], 'HTTP/1.1 400 Bad Request');

await same('the open packet', async peer => peer.socket().next());
await same('bytes as text where the client asked for it', async peer => {
  const socket = peer.socket('EIO=4&transport=websocket&b64=1');
  await socket.next();
  socket.send('40/diff,');
  await socket.next();
  socket.send('42/diff,["bytes"]');
  return [await socket.next(), await socket.next(), await socket.next(), await socket.next()];
});

for (const frames of [['0'], ['3'], ['5'], ['6'], ['6x'], ['b!!!!'], ['2'], ['2probe'], [''], ['7'], ['abc'], [Buffer.alloc(0)], ['451-/diff,5["echo",{"_placeholder":true,"num":0}]', 'bAQID'],
  ['4' + 'x'.repeat(1_000_000)], ['3' + 'x'.repeat(999_999)]]) {
  await same(`frames ${JSON.stringify(frames.map(frame => String(frame).slice(0, 60)))}`, async peer => (await peer.enter('/diff,')).answers(...frames));
}

await differs('1 from a WebSocket client', 'goodbye in a frame', async peer => (await peer.enter('/diff,')).answers('1'), ['closed 1005']);
await same('text that is not UTF-8', async peer => {
  const socket = await peer.enter('/diff,');
  socket.socket.send(Buffer.from([0x34, 0xff, 0xfe]), { binary: false });
  return socket.next();
});

const probing = async peer => {
  const session = await peer.session();
  const socket = peer.socket(`EIO=4&transport=websocket&sid=${session.sid}`);
  await socket.opened;
  return { session, socket };
};

await same('upgrade, step by step', async peer => {
  const { session, socket } = await probing(peer);
  await session.post('40/diff,');
  const connected = await session.get();
  socket.send('2probe');
  const probe = await socket.next();
  const poll = await session.get();
  await session.post('42/diff,1["echo","by polling"]');
  socket.send('5');
  const waited = await socket.next();
  return [connected, probe, poll, waited, await socket.answers('42/diff,2["echo","by WebSocket"]'), await session.get(), await session.post('3')];
});

await same('upgrade without a probe', async peer => {
  const { session, socket } = await probing(peer);
  socket.send('5', '40/diff,');
  return [await socket.next(), await session.post('3')];
});

for (const packet of ['2', '2prob', '2probe2', '3probe', '42["a"]', '', 'abc', '1']) {
  await same(`upgrade that begins with ${JSON.stringify(packet)}`, async peer => {
    const { session, socket } = await probing(peer);
    socket.send(packet);
    return [await socket.next(), await session.post('3')];
  });
}

for (const packet of ['2probe', '4x', '6', '']) {
  await same(`upgrade that goes on with ${JSON.stringify(packet)}`, async peer => {
    const { session, socket } = await probing(peer);
    socket.send('2probe');
    const probe = await socket.next();
    socket.send(packet);
    return [probe, await socket.next(), await session.post('3')];
  });
}

await same('a second WebSocket while one upgrades, and a third after', async peer => {
  const { session, socket } = await probing(peer);
  socket.send('2probe');
  const probe = await socket.next();
  const second = await peer.socket(`EIO=4&transport=websocket&sid=${session.sid}`).next();
  socket.send('5', '40/diff,');
  const connected = await socket.next();
  const third = await peer.socket(`EIO=4&transport=websocket&sid=${session.sid}`).next();
  return [probe, second, connected, third, await socket.answers()];
});

await same('a poll right behind the upgrade', async peer => {
  const { session, socket } = await probing(peer);
  socket.send('2probe');
  await socket.next();
  socket.send('5');
  return session.get();
});

await same('a session that closes while an upgrade is tried', async peer => {
  const { session, socket } = await probing(peer);
  socket.send('2probe');
  await socket.next();
  await session.post('1');
  return [(await socket.next()).startsWith('closed'), await session.get()];
});

await differs('WebSocket for a session born on WebSocket', 'a second WebSocket takes over', async peer => {
  const first = peer.socket();
  const opening = new Promise(resolve => first.socket.once('message', data => resolve(JSON.parse(String(data).slice(1)).sid)));
  const sid = await opening;
  const second = peer.socket(`EIO=4&transport=websocket&sid=${sid}`);
  await second.opened;
  second.send('2probe');
  return second.next();
}, 'closed 1005');
