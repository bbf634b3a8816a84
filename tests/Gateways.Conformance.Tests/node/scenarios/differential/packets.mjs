// Socket.IO packets: the connection sequence, wrong packets, wrong states, bytes, acks, order.
import { differs, same } from '../../lib/differential.mjs';

const beforeConnect = [
  '42["a"]', '431[]', '41', '41/diff,', '44{"message":"x"}', '4', '47', '49[]', '4abc', '40[]', '40"x"', '40null', '40{', '40custom,', '45', '451-["a"]', '40{"a":1}x',
];
for (const packet of beforeConnect) {
  await same(`before CONNECT: ${packet}`, async peer => (await peer.enter()).answers(packet));
}

const connects = [
  '40', '40/', '40/,', '40{}', '40{"token":"123"}', '401', '40/custom', '40/custom,', '40/custom,{"a":{"b":[1]}}', '40/custom?a=b,', '40/Custom,', '40/custom/,', '40/nope', '40nope',
  '40/rooms/7,', '40/rooms/x,', '40/rooms/7/8,', '40/refusing,', '40/refusing,{"a":1}',
  '40{"__proto__":{"x":1},"constructor":null}', '40{"a":"<é&\'☃ \u2028\u{1f600}"}',
];
for (const packet of connects) {
  await same(`CONNECT: ${packet}`, async peer => {
    const socket = await peer.enter();
    socket.send(packet);
    const first = await socket.next();
    return [first, ...first.startsWith('40') && !packet.includes('refusing') ? [await socket.next()] : [], ...first.startsWith('closed') ? [] : await inDiff(socket)];
  });
}

async function inDiff(socket) {
  socket.send('40/diff,');
  return [await socket.next(), ...await socket.answers()];
}

await same('CONNECT twice', async peer => (await peer.enter('/diff,')).answers('40/diff,'));
await same('CONNECT again after a goodbye', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send('41/diff,');
  await new Promise(resolve => setTimeout(resolve, 50));
  socket.send('40/diff,');
  return [await socket.next(), ...await socket.answers()];
});
await same('an event while the guard still thinks', async peer => (await peer.enter('/diff,')).answers('40/slow,', '42/slow,["a"]'));
await differs('second CONNECT while the first waits for its guards', 'CONNECT twice while the guard still thinks', async peer => (await peer.enter('/diff,')).answers('40/slow,', '40/slow,'), ['closed 1005']);
await same('four namespaces on one connection', async peer => {
  const socket = await peer.enter();
  const heard = [];
  for (const namespace of ['', '/custom,', '/diff,', '/rooms/1,']) {
    socket.send(`40${namespace}`);
    heard.push(await socket.next(), ...(namespace === '/diff,' ? [] : [await socket.next()]));
  }

  socket.send('41/custom,', '42["message",1]');
  return [...heard, await socket.next(), ...await socket.answers('41', '41/rooms/1,')];
});

const packets = [
  '42/diff,', '42/diff,[]', '42/diff,{}', '42/diff,null', '42/diff,[null]', '42/diff,[true]', '42/diff,[{"a":1}]', '42/diff,[["a"]]', '42/diff,["echo"', '42/diff,["echo"]x', '42/diff,["echo",NaN]',
  '42/diff,["echo",01]', '42/diff,["echo",\'a\']', '42/diff,["echo",]', '42/diff,[5,1]', '42/diff,["error","x"]', '42/diff,["__proto__"]', '42/diff,["constructor"]', '42/diff,["toString",1]',
  '42/diff,["connect"]', '42/diff,["connect_error"]', '42/diff,["disconnect"]', '42/diff,["disconnecting"]', '42/diff,["newListener"]', '42/diff,["removeListener"]', '42/diff,["Connect"]', '42/diff,[""]',
  '42/diff,1["nobody"]', '42/diff,007["echo",1]', '42/diff,-1["echo"]', '42/diff,1.5["echo"]', '42/diff,a["echo"]', '42/diff,1e1["echo",1]', '42/diff,1',
  '43/diff,77["x"]', '43/diff,[]', '43/diff,', '43/diff,1', '431/diff,[]', '43/diff,1{}', '461-/diff,5[{"_placeholder":true,"num":0}]',
  '41/diff,{}', '41/diff,[]', '44/diff,{"message":"x"}', '47/diff,', '4', '42/nope,["a"]', '42["a"]', '41/nope,', '43/nope,1[]', '42/diff', '2/diff,["echo"]',
  '451/diff,["echo"]', '45x-/diff,["echo"]', '45-1-/diff,["echo"]', '451.5-/diff,["echo"]', '450-/diff,["echo"]', '45-/diff,["echo"]', '4511-/diff,["echo"]', '45999999999-/diff,["echo"]', '4510-/diff,["echo"]', '451e1-/diff,["echo"]',
];
for (const packet of packets) {
  await same(`packet ${packet}`, async peer => (await peer.enter('/diff,')).answers(...packet.startsWith('461') ? [packet, Buffer.from([1])] : [packet]));
}

for (const [packet, expected] of [['42/diff, 1["echo",1]', ['closed 1005']], ['42/diff, ["echo",1]', ['43/diff,999["end"]']], ['42/diff,\ufeff["echo",1]', ['closed 1005']]]) {
  await differs('counts, ack ids, placeholder indexes', `number ${JSON.stringify(packet)}`, async peer => (await peer.enter('/diff,')).answers(packet), expected);
}

await differs('counts, ack ids, placeholder indexes', 'ten attachments as 1e1', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send('451e1-/diff,["echo"]', ...Array(10).fill(Buffer.from([1])));
  return socket.answers();
}, ['closed 1005']);

const one = '{"_placeholder":true,"num":0}';
const attached = {
  'one': [`451-/diff,5["echo",${one}]`, Buffer.from([1, 2])],
  'an empty one': [`451-/diff,5["echo",${one}]`, Buffer.alloc(0)],
  'two, deep, in another order': [`452-/diff,5["echo",{"a":[{"_placeholder":true,"num":1}],"b":${one}}]`, Buffer.from([1]), Buffer.from([2])],
  'one named twice': [`451-/diff,5["echo",${one},${one}]`, Buffer.from([9])],
  'one that nobody names': ['451-/diff,5["echo",1]', Buffer.from([9])],
  'placeholder that is no true one': ['42/diff,5["echo",{"_placeholder":"true","num":0},{"_placeholder":false,"num":0}]'],
  'placeholder in a plain event': [`42/diff,5["echo",${one}]`],
  'text while one is due': [`451-/diff,5["echo",${one}]`, '42/diff,["echo"]'],
  'goodbye while one is due': [`451-/diff,5["echo",${one}]`, '41/diff,'],
  'bytes unasked': [Buffer.from([1])],
  'index as a string': ['451-/diff,5["echo",{"_placeholder":true,"num":"0"}]', Buffer.from([1])],
  'no index': ['451-/diff,5["echo",{"_placeholder":true}]', Buffer.from([1])],
  'index below': ['451-/diff,5["echo",{"_placeholder":true,"num":-1}]', Buffer.from([1])],
  'index beyond': ['451-/diff,5["echo",{"_placeholder":true,"num":1}]', Buffer.from([1])],
  'name of the event': [`451-/diff,5[${one}]`, Buffer.from([1])],
};
for (const [name, frames] of Object.entries(attached)) {
  await same(`attachments: ${name}`, async peer => (await peer.enter('/diff,')).answers(...frames));
}

await same('attachments: one too many', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send(`451-/diff,5["echo",${one}]`, Buffer.from([1]));
  const answer = [await socket.next(), await socket.next()];
  socket.send(Buffer.from([2]));
  return [...answer, await socket.next()];
});
await differs('placeholder index 0.5', 'half an index', async peer => (await peer.enter('/diff,')).answers('451-/diff,5["echo",{"_placeholder":true,"num":0.5}]', Buffer.from([1])), ['closed 1005']);
await differs('text made of attachments', 'one large attachment named twenty times', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send(`451-/diff,5["echo",${Array(20).fill(one).join()}]`, Buffer.alloc(400_000));
  return (await socket.next()).slice(0, 40);
}, 'closed 1005');
await differs('nesting of payloads, JSON and MessagePack', 'a hundred arrays in each other', async peer => (await peer.enter('/diff,')).answers(`42/diff,5["echo",${'['.repeat(100)}${']'.repeat(100)}]`), ['closed 1005']);
await differs('length of a namespace', 'a namespace of 5 KB', async peer => {
  const socket = await peer.enter();
  socket.send(`40/${'n'.repeat(5000)},`);
  return (await socket.next()).slice(0, 12);
}, 'closed 1005');

await differs('namespaces per connection', 'the 33rd namespace of one connection', async peer => {
  const socket = await peer.enter();
  for (let i = 1; ; i++) {
    socket.send(`40/rooms/${i},`);
    const answer = await socket.next();
    if (i === 33) return answer;
    await socket.next();
  }
}, '44/rooms/33,{"message":"Too many namespaces"}');
await differs('auth payload', 'an auth payload of 70 KB', async peer => {
  const socket = await peer.enter();
  socket.send(`40/diff,{"a":"${'a'.repeat(70_000)}"}`);
  return (await socket.next()).slice(0, 12);
}, 'closed 1005');
await differs('bytes that wait for attachments', 'five attachments of 900 KB', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send(`455-/diff,5["echo",${one}]`, ...Array(5).fill(Buffer.alloc(900_000)));
  return (await socket.next()).slice(0, 12);
}, 'closed 1005');

await same('bytes inside objects, from the server', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send('42/diff,["bytes"]');
  return [await socket.next(), await socket.next(), await socket.next(), await socket.next(), ...await socket.answers()];
});
await same('several arguments, there and back, as event and as ack', async peer =>
  (await peer.enter('/diff,')).answers('42/diff,["say",1,"2",{"3":[true,null]},[],-0.5]', '42/diff,["say"]', '42/diff,12["echo",1,[2],"3"]', '42/diff,0["echo"]'));
await same('the server asks', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send('42/diff,["ask",42]');
  const question = await socket.next();
  const id = /^42\/diff,(\d+)/.exec(question)[1];
  socket.send(`43/diff,${id}[43]`);
  const answered = await socket.next();
  return [question.replace(id, 'ID'), answered, ...await socket.answers(`43/diff,${id}[44]`)];
});
await same('events and answers keep their order', async peer =>
  (await peer.enter('/diff,')).answers(...Array.from({ length: 100 }, (_, i) => i % 3 ? `42/diff,${i}["echo",${i}]` : `42/diff,["say",${i}]`)));
await differs('messages of one client', 'a late answer before a quick one', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send('42/diff,1["late",100]', '42/diff,2["late",0]');
  return [await socket.next(), await socket.next()];
}, ['43/diff,1[100]', '43/diff,2[0]']);

await same('disconnect() leaves the connection', async peer => {
  const socket = await peer.enter('/diff,');
  socket.send('42/diff,["kick"]');
  const goodbye = await socket.next();
  socket.send('40/diff,');
  return [goodbye, await socket.next(), ...await socket.answers()];
});
await same('disconnect(true) takes leave of every namespace and closes', async peer => {
  const socket = await peer.enter('/diff,', '/rooms/1,');
  socket.send('42/diff,["kickAll"]');
  return (await socket.until(() => false)).filter(packet => !packet.startsWith('42')).sort();
});
await differs('events under way when the server ends a client of one namespace', 'an event behind one that gets its client sent away', async peer => {
  const socket = await peer.enter('/diff,', '/slow,');
  socket.send('42/diff,["kick"]');
  const goodbye = await socket.next();
  socket.send('42/diff,["echo",1]', '40/rooms/1,');
  return [goodbye, await socket.next()];
}, ['41/diff,', '40/rooms/1,{"sid":"*"}']);

const ends = {
  'goodbye to the namespace': socket => socket.send('41/diff,'),
  'closed by the client': socket => socket.socket.close(),
  'closed by the client with a code': socket => socket.socket.close(1001, 'away'),
  'cut': socket => socket.socket.terminate(),
  'kicked': socket => socket.send('42/diff,["kick"]'),
  'kicked with the connection': socket => socket.send('42/diff,["kickAll"]'),
  'junk frame': socket => socket.send('junk'),
  'ping': socket => socket.send('2'),
  'junk packet': socket => socket.send('4junk'),
  'packet in a wrong state': socket => socket.send('40/diff,'),
  'too large': socket => socket.send('4'.padEnd(1_000_001, 'x')),
};
for (const [name, end] of Object.entries(ends)) {
  await same(`reason the others hear: ${name}`, async peer => {
    const watcher = await peer.enter('/diff,');
    await watcher.answers('42/diff,["watch"]');
    end(await peer.enter('/diff,'));
    return watcher.next();
  });
}
