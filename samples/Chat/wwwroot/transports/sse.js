import { address } from './address.js';

export const isHere = () => 'EventSource' in globalThis;

/** Listens only: the rooms are in the query, and the browser itself comes back. What was said meanwhile the page reads from the history. */
export function connect({ path, query, token, rooms = [], events, onEvent, onState }) {
  const url = address(path, token ? { ...query, access_token: token } : query);
  for (const room of rooms) url.searchParams.append('room', room);
  onState('connecting');
  const source = new EventSource(url);

  source.onopen = () => onState('online');
  source.onerror = () => onState(source.readyState === EventSource.CLOSED ? 'offline' : 'reconnecting', source.readyState === EventSource.CLOSED ? 'The server refused the stream.' : undefined);
  source.addEventListener('disconnect', message => {
    const { message: text, mayReconnect } = JSON.parse(message.data);
    if (mayReconnect) {
      // A server that cannot take the page now says so in a stream that ends: the browser comes back by itself.
      onState('reconnecting', text);
    } else {
      source.close();
      onState('offline', text);
    }
  });
  for (const event of events) source.addEventListener(event, message => onEvent(event, JSON.parse(message.data)));

  return {
    listensOnly: true,
    async stop() {
      source.close();
      onState('offline');
    },
  };
}
