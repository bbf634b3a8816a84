import { address } from './address.js';
import { retryDelay } from './retry.js';

export const isHere = () => 'signalR' in globalThis;

export function connect({ path, query, token, events, onEvent, onState }) {
  const { HubConnectionBuilder, LogLevel } = globalThis.signalR;
  const connection = new HubConnectionBuilder()
    .withUrl(address(path, query).href, token ? { accessTokenFactory: () => token } : {})
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: retry => retryDelay(retry.previousRetryCount) })
    .configureLogging(LogLevel.None)
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
