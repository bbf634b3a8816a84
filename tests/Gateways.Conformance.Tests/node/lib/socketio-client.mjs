import { createRequire } from 'node:module';
import { Inbox } from './inbox.mjs';
import { options, server } from './options.mjs';
import { RequestError } from './request-error.mjs';
import { within } from './within.mjs';

const { io } = createRequire(import.meta.url)(options.socketio);

/** The official Socket.IO client. What the other kinds say in the query as "auth" it says in its CONNECT packet. */
export class SocketIOClient {
  kind = 'socketio';

  #inbox = new Inbox();

  constructor(path, { headers, port = server.port, transports = ['websocket'] } = {}) {
    const { pathname, searchParams } = new URL(path, server);
    const { auth, ...query } = Object.fromEntries(searchParams);
    this.socket = io(`http://${server.hostname}:${port}${pathname}`, {
      transports, query, auth: auth ? JSON.parse(auth) : {}, extraHeaders: headers, forceNew: true, reconnection: false, autoConnect: false,
    });
    this.closed = new Promise(resolve => this.socket.on('disconnect', resolve));
    this.socket.onAny((event, ...args) => {
      if (typeof args.at(-1) !== 'function') this.#inbox.put(event, args.length > 1 ? args : args[0]);
    });
  }

  async open() {
    const opened = new Promise((resolve, reject) => this.socket.once('connect', resolve).once('connect_error', reject));
    this.socket.connect();
    await within(opened, 'Socket.IO connect');
  }

  emit(event, ...args) {
    this.socket.emit(event, ...args);
  }

  /** A failed ack is the payload of the event "exception". */
  request(event, ...args) {
    const answer = new Promise((resolve, reject) => this.socket.emit(event, ...args, value =>
      value?.status === 'error' ? reject(new RequestError(value.message, value)) : resolve(value)));
    return within(answer, `ack of "${event}"`);
  }

  /** How this client answers when the server asks. */
  answer(event, handler) {
    this.socket.on(event, async (...args) => args.pop()(await handler(...args)));
  }

  next(event, where) { return this.#inbox.next(event, where); }
  take(event, count) { return this.#inbox.take(event, count); }
  left(event) { return this.#inbox.left(event); }

  async close() {
    this.socket.disconnect();
  }
}

/** The same client, over long polling alone. */
export class PollingClient extends SocketIOClient {
  kind = 'socketio-polling';

  constructor(path, settings) {
    super(path, { ...settings, transports: ['polling'] });
  }
}
