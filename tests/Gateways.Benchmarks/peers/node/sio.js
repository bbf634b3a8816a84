// Node + socket.io 4.8, hand-written.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
io.on('connection', (socket) => {
  socket.on('echo', (data, ack) => ack(data));
  socket.on('join', (data, ack) => { socket.join(data.roomId); ack(true); });
  socket.on('broadcast', (data) => io.to(data.roomId).emit('message', data));
});
http.listen(+(process.env.PORT ?? 5003), '127.0.0.1');
