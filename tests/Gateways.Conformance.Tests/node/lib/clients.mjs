import { EventSourceClient } from './eventsource-client.mjs';
import { SignalRClient } from './signalr-client.mjs';
import { PollingClient, SocketIOClient } from './socketio-client.mjs';
import { WsClient } from './ws-client.mjs';

/** Every kind of client; most checks run once for each. */
export const kinds = ['signalr', 'ws'];

/** Those of the chat's scenarios. */
export const chatKinds = [...kinds, 'socketio', 'socketio-polling'];

const classes = { 'signalr': SignalRClient, 'ws': WsClient, 'socketio': SocketIOClient, 'socketio-polling': PollingClient, 'eventsource': EventSourceClient };
const opened = new Set();

/**
 * Connects a client. All kinds look alike:
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
