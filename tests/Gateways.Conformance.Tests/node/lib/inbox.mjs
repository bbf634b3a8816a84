import { within } from './within.mjs';

/** What a client has heard, in order, and who waits for more. */
export class Inbox {
  #heard = [];
  #waiting = [];

  put(event, data) {
    const index = this.#waiting.findIndex(waiter => waiter.event === event && waiter.where(data));
    if (index < 0) {
      this.#heard.push({ event, data });
    } else {
      this.#waiting.splice(index, 1)[0].resolve(data);
    }
  }

  /** Takes the next event of a name, heard already or still to come. */
  next(event, where = () => true) {
    const index = this.#heard.findIndex(item => item.event === event && where(item.data));
    if (index >= 0) return Promise.resolve(this.#heard.splice(index, 1)[0].data);
    return within(new Promise(resolve => this.#waiting.push({ event, where, resolve })), `event "${event}"`);
  }

  /** Takes the next so many events of a name. */
  async take(event, count) {
    const taken = [];
    while (taken.length < count) taken.push(await this.next(event));
    return taken;
  }

  /** What was heard under a name and not taken. */
  left(event) {
    return this.#heard.filter(item => item.event === event).map(item => item.data);
  }
}
