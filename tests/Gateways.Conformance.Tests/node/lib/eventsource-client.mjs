import { Inbox } from './inbox.mjs';
import { options, server } from './options.mjs';
import { within } from './within.mjs';

const module = await import(options.eventsource);
export const EventSource = module.EventSource ?? module.default;

const events = ['messageReceived', 'userJoined', 'said', 'left', 'ping', 'pair', 'tick-tock', 'anything', 'message', 'exception', 'gap', 'place', 'disconnect'];

/** An EventSource: it only listens. */
export class EventSourceClient {
  kind = 'eventsource';

  #inbox = new Inbox();

  constructor(path, { port = server.port } = {}) {
    this.source = new EventSource(`http://${server.hostname}:${port}${path}`);
    this.ids = [];
    for (const event of events) {
      this.source.addEventListener(event, ({ data, lastEventId }) => {
        if (event !== 'place') this.ids.push(lastEventId);
        this.#inbox.put(event, JSON.parse(data));
      });
    }
  }

  /** A refusal is the error of the source, with its status. */
  async open() {
    const opened = new Promise((resolve, reject) => {
      this.source.addEventListener('open', resolve);
      this.source.addEventListener('error', reject);
    });
    await within(opened, 'EventSource open');
  }

  next(event, where) { return this.#inbox.next(event, where); }
  take(event, count) { return this.#inbox.take(event, count); }
  left(event) { return this.#inbox.left(event); }

  async close() {
    this.source.close();
  }
}
