import { createRequire } from 'node:module';
import { options, server } from './options.mjs';
import { within } from './within.mjs';

const require = createRequire(import.meta.url);
const { io } = require(options.socketio);
const parser = options.parser ? { parser: require(options.parser) } : {};
const transports = { websocket: ['websocket'], polling: ['polling'], upgrade: ['polling', 'websocket'] }[options.transport ?? 'websocket'];

/** A socket.io-client of the version and transport under test, in a connection of its own. */
export function open(namespace, settings = {}) {
  return io(`http://${server.host}${namespace}`, { transports, forceNew: true, reconnection: false, ...parser, ...settings });
}

/** The next event of a name: its arguments. */
export function next(socket, event) {
  return within(new Promise(resolve => socket.once(event, (...args) => resolve(args))), `event "${event}"`);
}

/** The ack of a request: its arguments. Older clients have no promise for it. */
export function request(socket, event, ...args) {
  return within(new Promise(resolve => socket.emit(event, ...args, (...answer) => resolve(answer))), `ack of "${event}"`);
}

/** A socket that is let in, and on the transport it is meant to end up on. */
export async function connect(namespace, settings) {
  const socket = open(namespace, settings);
  socket.on('connect_error', error => { socket.refusal = error; });
  await next(socket, 'connect');
  if (options.transport === 'upgrade' && socket.io.engine.transport.name !== 'websocket') {
    await within(new Promise(resolve => socket.io.engine.once('upgrade', resolve)), 'upgrade');
  }

  return socket;
}
