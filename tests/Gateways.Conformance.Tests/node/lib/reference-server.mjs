import http from 'node:http';
import { Server } from 'socket.io';

/** Node's own server with the handlers of the conformance host, on a free port. */
export async function startReference(options = {}) {
  const server = http.createServer((_, response) => response.writeHead(404).end());
  const io = new Server(server, options);
  const suite = socket => {
    socket.emit('auth', socket.handshake.auth);
    socket.on('message', (...args) => socket.emit('message-back', ...args));
    socket.on('message-with-ack', answer);
  };
  io.on('connection', suite);
  io.of('/custom').on('connection', suite);
  io.of('/diff').on('connection', differ);
  io.of('/refusing').use((_, next) => next(Object.assign(new Error('not you'), { data: { code: 7, why: 'because' } })));
  io.of('/slow').use((_, next) => setTimeout(next, 100));
  io.of(/^\/rooms\/\d+$/).on('connection', socket => socket.emit('room', socket.nsp.name.slice('/rooms/'.length)));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${server.address().port}`);
}

/** Answers with what came, where an answer is wanted. */
function answer(...args) {
  if (typeof args.at(-1) === 'function') args.pop()(...args);
}

function differ(socket) {
  for (const event of ['echo', 'text', 'number']) socket.on(event, answer);
  socket.on('say', (...args) => socket.emit('said', ...args));
  socket.on('late', (milliseconds, ack) => setTimeout(() => ack(milliseconds), milliseconds));
  socket.on('ask', question => socket.emit('question', question, value => socket.emit('answered', value)));
  socket.on('bytes', () => socket.emit('bytes', { first: Buffer.from([1, 2, 3]), leaves: [{ bytes: Buffer.from([4]) }, { bytes: Buffer.alloc(0) }] }));
  socket.on('several', () => {
    socket.emit('pair', 1, 'b');
    socket.emit('triple', 1, [2], null);
    socket.emit('sum', 40, 2, value => socket.emit('answered', value));
  });
  socket.on('join', (room, ack) => ack(socket.join(room)));
  socket.on('tell', to => socket.nsp.to(to).emit('told', to === socket.id));
  socket.on('tellOthers', but => socket.nsp.except(but).emit('told', but));
  socket.on('kickRoom', room => socket.nsp.in(room).disconnectSockets(true));
  socket.on('watch', () => socket.join('watchers'));
  socket.on('kick', () => socket.disconnect());
  socket.on('kickAll', () => socket.disconnect(true));
  socket.on('disconnect', reason => socket.nsp.to('watchers').emit('left', reason));
}
