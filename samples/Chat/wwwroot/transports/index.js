// Five ways to one gateway. Each is { name, isHere(), connect(options) }; connect returns { emit(event, data), stop(), listensOnly } and reports through
// options.onEvent(event, data) and options.onState(state, reason).

import * as signalr from './signalr.js';
import * as socketio from './socketio.js';
import * as sse from './sse.js';
import * as websocket from './websocket.js';

export const transports = {
  'signalr': { name: 'SignalR', ...signalr },
  'socketio-websocket': { name: 'Socket.IO, WebSocket', isHere: socketio.isHere, connect: socketio.connectWith(['websocket']) },
  'socketio-polling': { name: 'Socket.IO, polling', isHere: socketio.isHere, connect: socketio.connectWith(['polling']) },
  'websocket': { name: 'WebSocket', ...websocket },
  'sse': { name: 'Server-Sent Events (listens only)', ...sse },
};

/** Puts the choices into a select. Those whose client library is not here cannot be chosen. */
export function offer(select, { withListeners = true } = {}) {
  for (const [key, { name, isHere }] of Object.entries(transports)) {
    if (key === 'sse' && !withListeners) continue;
    const option = new Option(name, key);
    option.disabled = !isHere();
    select.append(option);
  }

  select.value = [...select.options].find(option => !option.disabled).value;
  return [...select.options].some(option => option.disabled);
}
