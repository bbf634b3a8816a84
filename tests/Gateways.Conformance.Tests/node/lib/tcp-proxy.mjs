import net from 'node:net';
import { server } from './options.mjs';

/** A TCP proxy in front of the server, whose connections can be cut as if a cable was pulled. */
export async function startProxy() {
  const links = new Set();
  let isDown = false;
  const proxy = net.createServer(client => {
    if (isDown) {
      client.resetAndDestroy();
      return;
    }

    const upstream = net.connect(Number(server.port), server.hostname);
    const link = { client, upstream };
    links.add(link);
    for (const [from, to] of [[client, upstream], [upstream, client]]) {
      from.pipe(to);
      from.on('error', () => { });
      from.on('close', () => {
        links.delete(link);
        to.destroy();
      });
    }
  });
  await new Promise(resolve => proxy.listen(0, '127.0.0.1', resolve));

  return {
    port: proxy.address().port,
    cut() {
      for (const { client, upstream } of links) {
        client.resetAndDestroy();
        upstream.resetAndDestroy();
      }
    },
    /** Cuts, and lets nobody through until it is up again. */
    down() {
      isDown = true;
      this.cut();
    },
    up() {
      isDown = false;
    },
    stop() {
      this.cut();
      proxy.close();
    },
  };
}
