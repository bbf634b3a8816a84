import http from 'node:http';
import net from 'node:net';
import WebSocket from 'ws';
import { within } from './within.mjs';

const opened = new Set();

/** One of two servers that are to behave alike. Everything it says comes back as text, with what is random masked. */
export class Peer {
  constructor(url) {
    this.url = url;
  }

  /** A request: status, type, caching and body. */
  async request(method, query, { body, headers = {}, path = '/socket.io/', signal } = {}) {
    const answer = await this.ask(method, `${path}?${query}`, { body, headers, signal });
    return mask([answer.status, answer.headers['content-type'], answer.headers['cache-control'], answer.body].map(part => part ?? '-').join(' | '));
  }

  /** A request, with everything the answer has. */
  ask(method, target, { body, headers = {}, signal } = {}) {
    return within(new Promise((resolve, reject) => {
      const request = http.request(new URL(target, this.url), { method, headers, agent: false, signal }, response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk)).on('error', reject)
          .on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks), body: String(Buffer.concat(chunks)) }));
      });
      request.on('error', reject).end(body);
    }), `answer to ${method} ${target}`);
  }

  /** A polling session: poll and post by its id. */
  async session(query = '') {
    const { body } = await this.ask('GET', `/socket.io/?EIO=4&transport=polling${query}`);
    const { sid } = JSON.parse(body.slice(1));
    const own = `EIO=4&transport=polling&sid=${sid}`;
    return {
      sid,
      get: (options) => this.request('GET', own, options),
      post: (body, options) => this.request('POST', own, { body, ...options }),
      send: (method, options) => this.request(method, own, options),
    };
  }

  /** Bytes over TCP as they are; what comes back until the server hangs up. */
  raw(bytes) {
    return within(new Promise((resolve, reject) => {
      const chunks = [];
      const socket = net.connect(Number(this.url.port), this.url.hostname, () => socket.write(bytes));
      socket.on('data', chunk => chunks.push(chunk)).on('error', reject).on('close', () => resolve(mask(String(Buffer.concat(chunks)))));
    }), 'end of a raw connection');
  }

  /** An Engine.IO WebSocket. */
  socket(query = 'EIO=4&transport=websocket') {
    const socket = new WireSocket(new WebSocket(`ws://${this.url.host}/socket.io/?${query}`));
    opened.add(socket);
    return socket;
  }

  /** The same, unmasked: for who has to know ids and secrets. */
  plainSocket() {
    const socket = new WireSocket(new WebSocket(`ws://${this.url.host}/socket.io/?EIO=4&transport=websocket`), text => text);
    opened.add(socket);
    return socket;
  }

  /** An Engine.IO WebSocket that has heard its open packet, and has entered namespaces. */
  async enter(...namespaces) {
    const socket = this.socket();
    await socket.next();
    for (const namespace of namespaces) {
      socket.send(`40${namespace}`);
      await socket.next();
    }

    return socket;
  }
}

class WireSocket {
  #heard = [];
  #waiting = [];

  constructor(socket, read = mask) {
    this.socket = socket;
    socket.on('message', (data, isBinary) => this.#hear(isBinary ? `bytes ${data.toString('hex')}` : read(String(data))));
    socket.on('close', code => this.#hear(`closed ${code}`));
    socket.on('error', error => { if (/Unexpected server response/.test(error.message)) this.#hear(error.message); });
    this.opened = new Promise(resolve => socket.on('open', resolve));
  }

  send(...packets) {
    for (const packet of packets) this.socket.send(packet);
  }

  next() {
    return within(this.#heard.length > 0 ? Promise.resolve(this.#heard.shift()) : new Promise(resolve => this.#waiting.push(resolve)), 'packet');
  }

  /** Everything up to a packet that satisfies, or to the end. */
  async until(satisfies) {
    const heard = [];
    for (;;) {
      const packet = await this.next();
      heard.push(packet);
      if (packet.startsWith('closed') || satisfies(packet)) return heard;
    }
  }

  /** What the connection answers to packets, up to the answer to a last one: a server that has had enough closes instead. */
  answers(...packets) {
    this.send(...packets, '42/diff,999["echo","end"]');
    return this.until(packet => packet.startsWith('43/diff,999'));
  }

  end() {
    this.socket.terminate();
  }

  #hear(packet) {
    const waiter = this.#waiting.shift();
    if (waiter) waiter(packet);
    else this.#heard.push(packet);
  }
}

export function closeSockets() {
  for (const socket of opened) socket.end();
  opened.clear();
}

function mask(text) {
  return text.replace(/"(sid|pid)":"[\w-]{20}"/g, '"$1":"*"');
}
