// Connection state recovery: what a client hears that was away for a moment, and who may not come back.
import { differs, same } from '../../lib/differential.mjs';

const kind = 'recovering';
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Ids, secrets and offsets are random, so each is named by when it was first seen. */
class Visitor {
  #names;

  constructor(peer, names = new Map()) {
    this.peer = peer;
    this.#names = names;
  }

  /** Comes, with a place to come back to or without, and hears everything up to its CONNECT. */
  async enter(place) {
    this.socket = this.peer.plainSocket();
    const heard = [];
    await this.socket.next();
    this.socket.send(place ? `40/diff,${JSON.stringify(place)}` : '40/diff,');
    for (;;) {
      const packet = await this.socket.next();
      heard.push(this.#read(packet));
      if (packet.startsWith('40') || packet.startsWith('44') || packet.startsWith('closed')) return heard;
    }
  }

  async next() {
    return this.#read(await this.socket.next());
  }

  /** Where it stands, after one event that says so. */
  async place() {
    this.socket.send('42/diff,["say",0]');
    await this.next();
    return { pid: this.pid, offset: this.offset };
  }

  #read(packet) {
    const [, sid, pid] = /^40[^{]*\{"sid":"([^"]+)","pid":"([^"]+)"\}$/.exec(packet) ?? [];
    if (pid) this.pid = pid;
    let text = packet;
    for (const id of [sid, pid]) if (id) text = text.replace(id, this.#name('id', id));
    const offset = /^4[25]\d*-?[^[]*\[.*,"([^"]+)"\]$/.exec(packet)?.[1];
    if (offset) {
      this.offset = offset;
      text = text.replace(`"${offset}"]`, `"${this.#name('offset', offset)}"]`);
    }

    return text;
  }

  #name(what, value) {
    if (!this.#names.has(value)) this.#names.set(value, `${what} ${this.#names.size + 1}`);
    return this.#names.get(value);
  }
}

/** Somebody who comes, says nothing, and leaves: those who watch hear of it. */
async function comeAndGo(peer) {
  const guest = await peer.enter('/diff,');
  guest.send('41/diff,');
  await pause(100);
  guest.end();
}

async function awayFrom(visitor, place) {
  visitor.socket.end();
  await pause(200);
  return place;
}

await same('CONNECT and events say where to come back to', async peer => {
  const visitor = new Visitor(peer);
  const heard = await visitor.enter();
  for (const text of ['1', '"text"', '{"a":[1]}', '"x","y"']) {
    visitor.socket.send(`42/diff,["say",${text}]`);
    heard.push(await visitor.next());
  }

  visitor.socket.send('42/diff,["bytes"]');
  for (let i = 0; i < 4; i++) heard.push(await visitor.next());
  visitor.socket.send('42/diff,7["echo",1]');
  return [...heard, await visitor.next()];
}, kind);

await same('back after a loss: what was missed, then CONNECT with the same ids, then what is live', async peer => {
  // Others may still be leaving.
  await pause(500);
  const visitor = new Visitor(peer);
  const first = await visitor.enter();
  visitor.socket.send('42/diff,["watch"]');
  const place = await awayFrom(visitor, await visitor.place());
  await comeAndGo(peer);
  await comeAndGo(peer);
  const back = await visitor.enter(place);
  await comeAndGo(peer);
  return [...first, ...back, await visitor.next()];
}, kind);

await same('back when nothing was missed', async peer => {
  const visitor = new Visitor(peer);
  const first = await visitor.enter();
  const place = await awayFrom(visitor, await visitor.place());
  return [...first, ...await visitor.enter(place)];
}, kind);

for (const [name, change] of [
  ['a secret nobody has', place => ({ ...place, pid: 'AAAAAAAAAAAAAAAAAAAA' })],
  ['an offset nobody gave', place => ({ ...place, offset: 'nowhere' })],
  ['a secret alone', ({ pid }) => ({ pid })],
  ['an offset alone', ({ offset }) => ({ offset })],
  ['numbers', () => ({ pid: 1, offset: 2 })],
]) {
  await same(`back with ${name}`, async peer => {
    const visitor = new Visitor(peer);
    const first = await visitor.enter();
    const place = await awayFrom(visitor, await visitor.place());
    return [...first, ...await visitor.enter(change(place))];
  }, kind);
}

for (const [name, leave] of [
  ['a goodbye', visitor => visitor.socket.send('41/diff,')],
  ['being sent away', visitor => visitor.socket.send('42/diff,["kick"]')],
  ['its connection was closed', visitor => visitor.socket.send('42/diff,["kickAll"]')],
  ['nonsense', visitor => visitor.socket.send('nonsense')],
]) {
  await same(`back after ${name}`, async peer => {
    const visitor = new Visitor(peer);
    const first = await visitor.enter();
    const place = await visitor.place();
    leave(visitor);
    await pause(100);
    await awayFrom(visitor, place);
    return [...first, ...await visitor.enter(place)];
  }, kind);
}

await differs('secret that has opened once', 'somebody else with the secret of a client that is back', async peer => {
  const names = new Map();
  const [visitor, other] = [new Visitor(peer, names), new Visitor(peer, names)];
  await visitor.enter();
  const place = await awayFrom(visitor, await visitor.place());
  return [...await visitor.enter(place), ...await other.enter(place)];
}, ['40/diff,{"sid":"id 1","pid":"id 2"}', '40/diff,{"sid":"id 4","pid":"id 5"}'], kind);
