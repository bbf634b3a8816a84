// Two ways to one gateway. Both return { emit(event, data), stop() } and report through { onEvent, onState }.

const events = ['joinedRoom', 'userJoined', 'userLeft', 'messageReceived', 'systemNotification', 'exception'];
const retryDelays = [0, 1000, 2000, 5000, 10000];
const retryDelay = attempt => retryDelays[Math.min(attempt, retryDelays.length - 1)];

// Close codes after which coming back would end the same way: refused, broken rules, told to go.
const finalCodes = new Set([1000, 1002, 1007, 1008, 1009, 4403]);

export const hasSignalR = () => 'signalR' in globalThis;

export function connectSignalR(path, { onEvent, onState }) {
  const connection = new globalThis.signalR.HubConnectionBuilder()
    .withUrl(path)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: retry => retryDelay(retry.previousRetryCount) })
    .configureLogging(globalThis.signalR.LogLevel.None)
    .build();

  for (const event of events) connection.on(event, data => onEvent(event, data));
  connection.onreconnecting(() => onState('reconnecting'));
  connection.onreconnected(() => onState('online'));
  connection.onclose(error => onState('offline', error?.message));

  let stopped = false;
  let retryTimer;
  start(0);

  function start(attempt) {
    onState(attempt === 0 ? 'connecting' : 'reconnecting');
    connection.start().then(
      () => onState('online'),
      () => { if (!stopped) retryTimer = setTimeout(start, retryDelay(attempt), attempt + 1); });
  }

  return {
    emit: (event, data) => connection.send(event, data),
    async stop() {
      stopped = true;
      clearTimeout(retryTimer);
      await connection.stop();
    },
  };
}

export function connectWebSocket(path, { onEvent, onState }) {
  const url = new URL(path, location.href);
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
