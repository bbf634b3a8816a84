import { createRequire } from 'node:module';
import { Inbox } from './inbox.mjs';
import { options, server } from './options.mjs';
import { RequestError } from './request-error.mjs';
import { within } from './within.mjs';

const signalR = createRequire(import.meta.url)(options.signalr);

const events = [
  'joinedRoom', 'userJoined', 'userLeft', 'messageReceived', 'systemNotification', 'announcement', 'presenceUpdated',
  'said', 'left', 'ping', 'pair', 'tick-tock', 'anything', 'replied', 'begun', 'exception',
];

/** The official SignalR client. */
export class SignalRClient {
  kind = 'signalr';

  #inbox = new Inbox();

  constructor(path, { headers, port = server.port, transport = options.transport, skipNegotiation, reconnect, stateful } = {}) {
    const builder = new signalR.HubConnectionBuilder()
      .withUrl(`http://${server.hostname}:${port}${path}`, {
        headers,
        skipNegotiation,
        transport: transport && signalR.HttpTransportType[transport],
      })
      .configureLogging(signalR.LogLevel.None);
    if (reconnect) builder.withAutomaticReconnect(reconnect);
    if (stateful) builder.withStatefulReconnect();

    this.connection = builder.build();
    this.closed = new Promise(resolve => this.connection.onclose(resolve));
    this.reconnecting = new Promise(resolve => this.connection.onreconnecting(resolve));
    this.reconnected = new Promise(resolve => this.connection.onreconnected(resolve));
    for (const event of events) {
      this.connection.on(event, (...args) => this.#inbox.put(event, args.length > 1 ? args : args[0]));
    }
  }

  open() {
    return within(this.connection.start(), 'SignalR start');
  }

  emit(event, ...args) {
    return this.connection.send(event, ...args);
  }

  request(event, ...args) {
    const answer = this.connection.invoke(event, ...args).catch(error => { throw new RequestError(error.message); });
    return within(answer, `completion of "${event}"`);
  }

  /** How this client answers when the server asks. A throw is an error ack. */
  answer(event, handler) {
    this.connection.on(event, handler);
  }

  next(event, where) { return this.#inbox.next(event, where); }
  take(event, count) { return this.#inbox.take(event, count); }
  left(event) { return this.#inbox.left(event); }

  close() {
    return within(this.connection.stop(), 'SignalR stop');
  }
}
