// Engine.IO over HTTP: the order of checks, every refusal, and what becomes of a session.
import { differs, same } from '../../lib/differential.mjs';

const handshakes = [
  ['GET', 'EIO=4&transport=polling'], ['GET', 'EIO=4&transport=polling&sid='], ['GET', 'EIO=4'], ['GET', ''], ['GET', 'transport=polling'], ['GET', 'EIO=3&transport=polling'],
  ['GET', 'EIO=abc&transport=polling'], ['GET', 'EIO=4&transport=abc'], ['GET', 'EIO=4&transport=constructor'], ['GET', 'EIO=4&transport=__proto__'],
  ['GET', 'EIO=4&transport=webtransport'], ['GET', 'EIO=4&transport=websocket'], ['GET', 'EIO=4&transport=Polling'], ['GET', 'EIO=4&EIO=3&transport=polling'],
  ['GET', 'EIO=4&transport=polling&sid=nobody'], ['GET', 'EIO=4&transport=polling&sid=__proto__'], ['GET', 'EIO=3&transport=polling&sid=nobody'],
  ['GET', 'EIO=4&transport=websocket&sid=nobody'], ['GET', 'EIO=4&transport=abc&sid=nobody'], ['POST', 'EIO=4&transport=polling&sid=nobody'],
  ['POST', 'EIO=4&transport=polling'], ['PUT', 'EIO=4&transport=polling'], ['DELETE', 'EIO=4&transport=polling'], ['OPTIONS', 'EIO=4&transport=polling'],
  ['HEAD', 'EIO=4&transport=polling'], ['PATCH', 'EIO=4&transport=polling'], ['POST', 'transport=polling'], ['POST', 'EIO=4&transport=websocket'],
  ['GET', 'EIO=4&transport=polling&t=abc&b64=1&foo=bar'],
];
for (const [method, query] of handshakes) {
  await same(`${method} ?${query}`, peer => peer.request(method, query));
}

await same('a refusal has no CORS header', async peer => Object.keys((await peer.ask('GET', '/socket.io/?EIO=4&transport=abc')).headers).filter(name => name.startsWith('access-')));
await same('a handshake sets no cookie', async peer => (await peer.ask('GET', '/socket.io/?EIO=4&transport=polling')).headers['set-cookie']);
await same('the path without its slash is not found', async peer => (await peer.ask('GET', '/socket.io?EIO=4&transport=polling')).status);
await differs('path', 'a longer path', async peer => (await peer.ask('GET', '/socket.io/x?EIO=4&transport=polling')).status, 404);
await differs('origin', 'a page of another site', peer => peer.request('GET', 'EIO=4&transport=polling', { headers: { origin: 'http://elsewhere.example' } }),
  '403 | application/json | - | {"code":4,"message":"Forbidden"}');
await same('an Origin no header may hold', async peer => /^HTTP\/1\.1 400 /.test(await peer.raw('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nConnection: close\r\nOrigin: a\x01b\r\n\r\n')));

for (const body of ['40', '3', '5', '6', '0', '6junk', '3\x1e6', '2', '1', '', '7x', '9', '\x1e', '3\x1e', '3\x1e\x1e3', 'abc', ' 3', '4', 'b!!!!', 'b']) {
  await same(`POST ${JSON.stringify(body)}, and a poll after it`, async peer => {
    const session = await peer.session();
    const posted = await session.post(body);
    return [posted, await session.post('3'), ...(body.startsWith('40') ? [await session.get()] : [])];
  });
}

await differs('a packet right behind CONNECT, in one read', 'an event behind CONNECT in one body', async peer => {
  const session = await peer.session();
  return [await session.post('40/diff,\x1e42/diff,1["echo",1]'), await session.get()];
}, ['200 | text/html | no-store | ok', '200 | text/plain; charset=UTF-8 | no-store | 40/diff,{"sid":"*"}\x1e43/diff,1[1]']);

await same('packets before the bad one are delivered, those after it are not', async peer => {
  const [watcher, session] = [await peer.enter('/diff'), await peer.session()];
  watcher.send('42/diff,["watch"]');
  const answers = [await session.post('40/diff,'), await session.get(), await session.post('42/diff,["watch"]\x1e7\x1e42/diff,["kick"]')];
  return [...answers, await watcher.next()];
});

for (const method of ['PUT', 'DELETE', 'PATCH']) {
  await same(`${method} with a session`, async peer => {
    const session = await peer.session();
    return [await session.send(method), await session.post('3')];
  });
}

await same('POST of bytes ends the session', async peer => {
  const session = await peer.session();
  return [await session.post('3', { headers: { 'content-type': 'application/octet-stream' } }), await session.post('3')];
});

for (const [name, body] of [['the limit', '3'.padEnd(1_000_000, 'x')], ['one byte more', '3'.padEnd(1_000_001, 'x')], ['half as many letters of two bytes', '3' + 'é'.repeat(500_000)]]) {
  await same(`POST of ${name}`, async peer => {
    const session = await peer.session();
    const { status } = await peer.ask('POST', `/socket.io/?EIO=4&transport=polling&sid=${session.sid}`, { body });
    return [status, await session.post('3')];
  });
}

for (const query of ['EIO=3&transport=polling', 'transport=polling', 'EIO=4&transport=websocket', 'EIO=4&transport=abc']) {
  await same(`a session asked for by ?${query}`, async peer => {
    const session = await peer.session();
    return [await peer.request('GET', `${query}&sid=${session.sid}`), await session.post('3')];
  });
}

await same('a second poll while one waits', async peer => {
  const session = await peer.session();
  const first = session.get();
  await new Promise(resolve => setTimeout(resolve, 300));
  return [await session.get(), await first, await session.get()];
});

await same('a poll that is broken off', async peer => {
  const session = await peer.session();
  const broken = new AbortController();
  const first = session.get({ signal: broken.signal }).catch(error => error.name);
  await new Promise(resolve => setTimeout(resolve, 300));
  broken.abort();
  await first;
  await new Promise(resolve => setTimeout(resolve, 300));
  return session.get();
});

await same('a goodbye while a poll waits', async peer => {
  const session = await peer.session();
  const poll = session.get();
  await new Promise(resolve => setTimeout(resolve, 300));
  return [await session.post('1'), await poll, await session.get()];
});

await same('the server closes while a poll waits', async peer => {
  const session = await peer.session();
  const poll = session.get();
  await new Promise(resolve => setTimeout(resolve, 300));
  return [await session.post('42["before CONNECT"]'), await poll, await session.get()];
});

await same('the server closes while none waits', async peer => {
  const session = await peer.session();
  return [await session.post('42["before CONNECT"]'), await session.get(), await session.get()];
});

await differs('packets per body', 'more packets in a body than anybody needs', async peer => {
  const session = await peer.session();
  return [await session.post(Array(10_001).fill('3').join('\x1e')), await session.post('3')];
}, ['200 | text/html | no-store | ok', '400 | application/json | - | {"code":1,"message":"Session ID unknown"}']);
