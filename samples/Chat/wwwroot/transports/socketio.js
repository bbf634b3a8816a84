import { address } from './address.js';

export const isHere = () => 'io' in globalThis;

/** With socket.io-client as it comes from npm, bound to the Engine.IO transports it may use. */
export const connectWith = transports => function connect({ path, query, token, onEvent, onState }) {
  const { origin, pathname } = address(path);
  onState('connecting');
  const socket = globalThis.io(origin + pathname, { transports, query, auth: token ? { token } : {}, forceNew: true, reconnectionDelayMax: 10000 });

  socket.on('connect', () => onState('online'));
  socket.on('connect_error', error => onState(socket.active ? 'reconnecting' : 'offline', socket.active ? undefined : error.message));
  socket.on('disconnect', reason => onState(socket.active ? 'reconnecting' : 'offline', socket.active ? undefined : reason));
  socket.onAny((event, data) => onEvent(event, data));

  return {
    async emit(event, data) {
      if (!socket.connected) throw new Error('Not connected.');
      socket.emit(event, data);
    },
    async stop() {
      socket.disconnect();
      onState('offline');
    },
  };
};
