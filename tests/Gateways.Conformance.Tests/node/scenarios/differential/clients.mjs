// socket.io-client against both: what an application hears, in order.
import { io } from 'socket.io-client';
import { differs, same } from '../../lib/differential.mjs';
import { within } from '../../lib/within.mjs';

const wires = { polling: ['polling'], websocket: ['websocket'], upgrade: ['polling', 'websocket'] };

/** A client that writes down everything that happens to it. */
function connect(peer, namespace, transports, settings) {
  const socket = io(`http://${peer.url.host}${namespace}`, { transports, forceNew: true, reconnection: false, ...settings });
  const heard = [];
  const note = line => heard.push(line);
  socket.on('connect', () => note(`connect ${/^[\w-]{20}$/.test(socket.id)} ${socket.recovered}`));
  socket.on('connect_error', error => note(`connect_error ${error.message} ${JSON.stringify(error.data)}`));
  socket.on('disconnect', reason => note(`disconnect ${reason} ${socket.active}`));
  socket.onAny((event, ...args) => note(`${event} ${args.map(show).join()}`));
  return { socket, heard };
}

const show = value => Buffer.isBuffer(value) ? `bytes ${value.toString('hex')}` : value instanceof Function ? 'ack' : JSON.stringify(value, (_, item) => item?.type === 'Buffer' ? Buffer.from(item.data).toString('hex') : item);
const next = (socket, event) => within(new Promise(resolve => socket.once(event, (...args) => resolve(args))), event);
const ask = (socket, ...args) => within(new Promise(resolve => socket.emit(...args, (...answer) => resolve(answer.map(show)))), args[0]);

for (const [wire, transports] of Object.entries(wires)) {
  await same(`${wire}: a conversation`, async peer => {
    const { socket, heard } = connect(peer, '/diff', transports);
    await next(socket, 'connect');
    socket.on('question', (question, answer) => answer(question + 1));
    const bytes = Buffer.from([0, 255]);
    const answers = [
      await ask(socket, 'echo', 1, 'a', [true], { b: null }), await ask(socket, 'echo'), await ask(socket, 'echo', bytes, { deep: [bytes] }), await ask(socket, 'text', 'é\u2028\u{1f600}'),
    ];
    socket.emit('say', 1, bytes, { a: bytes });
    socket.emit('bytes');
    socket.emit('ask', 41);
    await next(socket, 'answered');
    answers.push(await ask(socket, 'echo', 'last'), (await ask(socket, 'echo', 'x'.repeat(900_000)))[0].length);
    const numbers = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(socket, 'echo', i)));
    socket.disconnect();
    return [answers, numbers.flat(), heard];
  });

  await same(`${wire}: sent away from a namespace, from the connection, and refused`, async peer => {
    const transcripts = [];
    for (const event of ['kick', 'kickAll']) {
      const { socket, heard } = connect(peer, '/diff', transports);
      await next(socket, 'connect');
      socket.emit(event);
      await next(socket, 'disconnect');
      transcripts.push(heard);
      socket.disconnect();
    }

    for (const namespace of ['/nope', '/refusing']) {
      const { socket, heard } = connect(peer, namespace, transports);
      await next(socket, 'connect_error');
      transcripts.push(heard);
      socket.disconnect();
    }

    return transcripts;
  });

  await same(`${wire}: the first words of a connection hook come after the connection`, async peer => {
    const { socket, heard } = connect(peer, '/custom', transports, { auth: { a: [1, 'é'] } });
    await next(socket, 'auth');
    socket.disconnect();
    return heard;
  });

  await same(`${wire}: what the others hear when a client leaves, or vanishes`, async peer => {
    const transcripts = [];
    for (const leave of [socket => socket.disconnect(), socket => socket.io.engine.close(), socket => socket.emit('kick')]) {
      const { socket: watcher } = connect(peer, '/diff', ['websocket']);
      await next(watcher, 'connect');
      watcher.emit('watch');
      await ask(watcher, 'echo', 1);
      const { socket } = connect(peer, '/diff', transports);
      await next(socket, 'connect');
      const left = next(watcher, 'left');
      leave(socket);
      transcripts.push(await left);
      for (const each of [watcher, socket]) each.disconnect();
    }

    return transcripts;
  });
}

await same('several arguments to one client, and asked of it', async peer => {
  const { socket, heard } = connect(peer, '/diff', ['websocket']);
  await next(socket, 'connect');
  socket.on('sum', (first, second, answer) => answer(first + second));
  socket.emit('several');
  await next(socket, 'answered');
  socket.disconnect();
  return heard;
});

/** Clients of one namespace that are all there. */
async function crowd(peer, count) {
  const all = Array.from({ length: count }, () => connect(peer, '/diff', ['websocket']));
  await Promise.all(all.map(({ socket }) => next(socket, 'connect')));
  return all;
}

await same('an id is the name of a room: messages to it, to its own client, and to all but it', async peer => {
  const [first, second] = await crowd(peer, 2);
  const [told, asked] = [next(second.socket, 'told'), next(first.socket, 'told')];
  first.socket.emit('tell', second.socket.id);
  second.socket.emit('tell', first.socket.id);
  await Promise.all([told, asked]);
  first.socket.emit('tell', first.socket.id);
  await next(first.socket, 'told');
  first.socket.emit('tell', 'nobody');
  first.socket.emit('tellOthers', second.socket.id);
  await next(first.socket, 'told');
  await ask(second.socket, 'echo', 'last');
  for (const { socket } of [first, second]) socket.disconnect();
  return [first, second].map(({ heard }) => heard.map(line => line.replace(/"[\w-]{20}"/, '"id"')));
});

await same('connections of a room that are closed', async peer => {
  const [first, second, third] = await crowd(peer, 3);
  for (const { socket } of [first, second]) await ask(socket, 'join', 'out');
  const gone = [first, second].map(({ socket }) => next(socket, 'disconnect'));
  third.socket.emit('kickRoom', 'out');
  await Promise.all(gone);
  const left = await ask(third.socket, 'echo', 'still here');
  third.socket.disconnect();
  return [left, [first, second, third].map(({ heard }) => heard)];
});

await differs('a room named like the id of another client', 'who joins it', async peer => {
  const [victim, stranger] = await crowd(peer, 2);
  const joined = await ask(stranger.socket, 'join', victim.socket.id);
  const told = next(victim.socket, 'told');
  victim.socket.emit('tell', victim.socket.id);
  await told;
  await ask(stranger.socket, 'echo', 'last');
  for (const { socket } of [victim, stranger]) socket.disconnect();
  return [joined.map(answer => answer?.includes('error') ?? false), stranger.heard.filter(line => line.startsWith('told'))];
}, [[true], []]);
