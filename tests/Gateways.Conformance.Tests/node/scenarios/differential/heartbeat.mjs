// Pings every 300 ms, and 200 ms to answer.
import { differs, same } from '../../lib/differential.mjs';

await same('three pings over a WebSocket, and none answered after', async peer => {
  const socket = peer.socket();
  const heard = [await socket.next()];
  for (let i = 0; i < 3; i++) {
    heard.push(await socket.next());
    socket.send('3');
  }

  return [...heard, ...await socket.until(() => false)];
}, 'quick');

await same('pings over polls, and then silence', async peer => {
  const session = await peer.session();
  const heard = [];
  for (let i = 0; i < 2; i++) heard.push(await session.get(), await session.post('3'));
  heard.push(await session.get());
  await new Promise(resolve => setTimeout(resolve, 300));
  return [...heard, await session.get()];
}, 'quick');

await same('a client that never polls', async peer => {
  const session = await peer.session();
  await new Promise(resolve => setTimeout(resolve, 600));
  return session.get();
}, 'quick');

await same('another packet while a pong is due gives the time once more', async peer => {
  const socket = peer.socket();
  await socket.next();
  const ping = await socket.next();
  await new Promise(resolve => setTimeout(resolve, 120));
  socket.send('40/diff,');
  const connected = await socket.next();
  await new Promise(resolve => setTimeout(resolve, 120));
  socket.send('42/diff,1["echo",1]');
  return [ping, connected, ...await socket.until(() => false)];
}, 'quick');

await same('what others hear of it', async peer => {
  const watcher = await peer.enter('/diff,');
  const answering = setInterval(() => watcher.send('3'), 50);
  watcher.send('42/diff,["watch"]');
  await peer.enter('/diff,');
  const heard = await watcher.until(packet => packet !== '2');
  clearInterval(answering);
  return heard.filter(packet => packet !== '2');
}, 'quick');

await differs('pong deadline after an upgrade', 'a pong is due, the client goes over and says no more', async peer => {
  const session = await peer.session();
  const ping = await session.get();
  const socket = peer.socket(`EIO=4&transport=websocket&sid=${session.sid}`);
  await socket.opened;
  socket.send('2probe');
  const probe = await socket.next();
  socket.send('5');
  await new Promise(resolve => setTimeout(resolve, 800));
  const isOpen = socket.socket.readyState === 1;
  return [ping, probe, isOpen];
}, ['200 | text/plain; charset=UTF-8 | no-store | 2', '3probe', false], 'quick');
