// Node + socket.io 4.8, hand-written. With REDIS it is one of several processes, behind @socket.io/redis-adapter.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['polling', 'websocket'], serveClient: false });
if (process.env.REDIS) {
  const { createAdapter } = await import('@socket.io/redis-adapter');
  const { createClient } = await import('redis');
  const publisher = createClient({ url: `redis://${process.env.REDIS}` });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  io.adapter(createAdapter(publisher, subscriber));
}
io.on('connection', (socket) => {
  socket.on('echo', (data, ack) => ack(data));
  socket.on('join', async (data, ack) => { await socket.join(data.roomId); ack(true); });
  socket.on('broadcast', (data) => io.to(data.roomId).emit('message', data));
  socket.on('emit', (data, ack) => { io.to(data.roomId).emit('message', data); ack(data); });
});
http.listen(+(process.env.PORT ?? 5003), '127.0.0.1');
