// Bun's native WebSocket server (uWebSockets underneath) with its pub/sub.
Bun.serve({
  hostname: '127.0.0.1',
  port: +(process.env.PORT ?? 5005),
  fetch(req, server) { if (!server.upgrade(req)) return new Response('upgrade required', { status: 426 }); },
  websocket: {
    perMessageDeflate: false,
    message(ws, raw) {
      const { event, data } = JSON.parse(raw);
      switch (event) {
        case 'echo': ws.send(JSON.stringify({ event: 'echo', data })); break;
        case 'join': ws.subscribe(data.roomId); ws.send('{"event":"join","data":true}'); break;
        case 'broadcast': ws.publish(data.roomId, JSON.stringify({ event: 'message', data })); break;
      }
    },
  },
});
