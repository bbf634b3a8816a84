import { address } from './address.js';
import { retryDelay } from './retry.js';

// Close codes after which coming back would end the same way: refused, broken rules, told to go.
const finalCodes = new Set([1000, 1002, 1007, 1008, 1009, 4401, 4403]);

export const isHere = () => true;

export function connect({ path, query, token, onEvent, onState }) {
  const url = address(path, token ? { ...query, access_token: token } : query);
  url.protocol = url.protocol.replace('http', 'ws');

  let socket;
  let stopped = false;
  let retryTimer;
  open(0);

  function open(attempt) {
    onState(attempt === 0 ? 'connecting' : 'reconnecting');
    socket = new WebSocket(url);
    socket.onopen = () => {
      attempt = 0;
      onState('online');
    };
    socket.onmessage = message => {
      const { event, data } = JSON.parse(message.data);
      if (event) onEvent(event, data);
    };
    socket.onclose = ({ code, reason }) => {
      if (stopped || finalCodes.has(code)) {
        onState('offline', stopped ? undefined : reason || `The server closed the connection (${code}).`);
      } else {
        onState('reconnecting');
        retryTimer = setTimeout(open, retryDelay(attempt), attempt + 1);
      }
    };
  }

  return {
    async emit(event, data) {
      if (socket.readyState !== WebSocket.OPEN) throw new Error('Not connected.');
      socket.send(JSON.stringify({ event, data }));
    },
    async stop() {
      stopped = true;
      clearTimeout(retryTimer);
      socket.close(1000);
    },
  };
}
