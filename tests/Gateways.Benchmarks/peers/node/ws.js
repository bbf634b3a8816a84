// Node + ws 8, hand-written {event,data} dispatch.
import { WebSocketServer } from 'ws';

const rooms = new Map();
const wss = new WebSocketServer({ host: '127.0.0.1', port: +(process.env.PORT ?? 5004), perMessageDeflate: false, backlog: 4096 });
wss.on('connection', (socket) => {
  socket.on('message', (raw) => {
    const { event, data } = JSON.parse(raw);
    switch (event) {
      case 'echo': socket.send(JSON.stringify({ event: 'echo', data })); break;
      case 'join': {
        let room = rooms.get(data.roomId);
        if (!room) rooms.set(data.roomId, (room = new Set()));
        room.add(socket);
        socket.send('{"event":"join","data":true}');
        break;
      }
      case 'broadcast': {
        const text = Buffer.from(JSON.stringify({ event: 'message', data }));
        for (const member of rooms.get(data.roomId) ?? []) member.send(text, { binary: false });
        break;
      }
    }
  });
  socket.on('close', () => { for (const room of rooms.values()) room.delete(socket); });
});
