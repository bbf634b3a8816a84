// A process of its own that enters a room of the chat sample, says so, and stays until it is killed: node guest.mjs <kind> <room> --url ...
const [kind, roomId, ...rest] = process.argv.slice(2);
process.argv.splice(2, process.argv.length, ...rest);
const { connect } = await import('./clients.mjs');

const client = await connect(kind, '/chat?userId=guest');
client.emit('joinRoom', { roomId });
await client.next('joinedRoom');
console.log('here');
