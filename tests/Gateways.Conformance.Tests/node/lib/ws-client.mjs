import { createRequire } from 'node:module';
import { Inbox } from './inbox.mjs';
import { options, server } from './options.mjs';
import { RequestError } from './request-error.mjs';
import { within } from './within.mjs';

export const WebSocket = createRequire(import.meta.url)(options.ws);

/** The address of a path on the server, for plain WebSocket. */
export function wsUrl(path, port = server.port) {
  return `ws://${server.hostname}:${port}${path}`;
}

/** A plain WebSocket client of the {event, data, id} frames. */
export class WsClient {
  kind = 'ws';
  /** Raw return values of handlers, which carry no event. */
  static bare = '(bare)';

  #inbox = new Inbox();
  #pending = new Map();
  #answers = new Map();
  #lastId = 0;

  constructor(path, { headers, port } = {}) {
    this.socket = new WebSocket(wsUrl(path, port), { headers });
    this.closed = new Promise(resolve => this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })));
    this.socket.on('error', error => { this.error = error; });
    this.socket.on('message', frame => this.#receive(JSON.parse(String(frame))));
  }

  async open() {
    const opened = new Promise((resolve, reject) => this.socket.on('open', resolve).on('error', reject));
    await within(opened, 'WebSocket open');
  }

  emit(event, ...args) {
    this.sendFrame({ event, ...body(args) });
  }

  request(event, ...args) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    this.sendFrame({ event, id, ...body(args) });
    return within(answer, `ack of "${event}"`);
  }

  /** Sends text as it is, anything else as JSON. */
  sendFrame(frame) {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** How this client answers when the server asks. A throw is an error ack. */
  answer(event, handler) {
    this.#answers.set(event, handler);
  }

  next(event, where) { return this.#inbox.next(event, where); }
  take(event, count) { return this.#inbox.take(event, count); }
  left(event) { return this.#inbox.left(event); }

  async close() {
    if (this.socket.readyState === WebSocket.CONNECTING) this.socket.terminate();
    else this.socket.close(1000);
    await within(this.closed, 'WebSocket close').finally(() => this.socket.terminate());
  }

  async #receive(frame) {
    if (isObject(frame) && 'event' in frame) {
      if ('id' in frame) await this.#reply(frame);
      else this.#inbox.put(frame.event, frame.data);
    } else if (isObject(frame) && this.#pending.has(frame.id)) {
      this.#settle(frame);
    } else {
      this.#inbox.put(WsClient.bare, frame);
    }
  }

  #settle({ id, data, error }) {
    const { resolve, reject } = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === undefined) resolve(data);
    else reject(new RequestError(error.message, error));
  }

  async #reply({ id, event, data }) {
    try {
      this.sendFrame({ id, data: await this.#answers.get(event)(data) });
    } catch (error) {
      this.sendFrame({ id, error: { status: 'error', message: error.message } });
    }
  }
}

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);

/** No argument: no data. One: itself. Several: an array. */
function body(args) {
  return args.length === 0 ? {} : { data: args.length === 1 ? args[0] : args };
}
