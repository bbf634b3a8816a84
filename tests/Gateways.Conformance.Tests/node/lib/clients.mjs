import { SignalRClient } from './signalr-client.mjs';
import { WsClient } from './ws-client.mjs';

/** Every kind of client; most checks run once for each. */
export const kinds = ['signalr', 'ws'];

const classes = { signalr: SignalRClient, ws: WsClient };
const opened = new Set();

/**
 * Connects a client. Both kinds look alike:
 * emit (no answer), request (the ack, or a throw), next, take and left (what it heard), answer (its side of an ack), close, closed.
 */
export async function connect(kind, path, settings = {}) {
  const client = new classes[kind](path, settings);
  opened.add(client);
  await client.open();
  return client;
}

export async function closeClients() {
  await Promise.allSettled([...opened].map(client => client.close()));
  opened.clear();
}
