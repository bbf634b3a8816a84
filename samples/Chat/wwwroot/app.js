import { $, element, showError, stateNames } from './page.js';
import { offer, transports } from './transports/index.js';

const entrance = $('entrance');
const composer = $('composer');
const log = $('log');

let session = null;   // { client, name, room, seen }: one stay in one room

entrance.elements.name.value = sessionStorage.getItem('name') ?? `guest-${Math.floor(Math.random() * 900) + 100}`;
entrance.elements.room.value = sessionStorage.getItem('room') ?? 'lobby';
$('hint').hidden = !offer(entrance.elements.transport);
$('server').textContent = location.host;

entrance.addEventListener('submit', async event => {
  event.preventDefault();
  await leave();
  join(entrance.elements.name.value.trim(), entrance.elements.room.value.trim(), entrance.elements.transport.value);
});

$('leave').addEventListener('click', leave);

composer.addEventListener('submit', event => {
  event.preventDefault();
  const content = $('content').value;
  $('content').value = '';
  showError('');
  emit(session, 'sendMessage', { roomId: session.room, content });
});

function join(name, room, transport) {
  sessionStorage.setItem('name', name);
  sessionStorage.setItem('room', room);
  log.replaceChildren();

  const stay = { name, room, seen: new Set(), client: null };
  session = stay;
  // A callback may come from a session that has ended; only the current one may speak. None comes before there is a client to speak with.
  const mine = callback => (...told) => queueMicrotask(() => { if (session === stay) callback(...told); });
  stay.client = transports[transport].connect({
    path: 'chat',
    query: { userId: name },
    rooms: [room],
    events: Object.keys(handlers),
    onEvent: mine((event, data) => handlers[event]?.(data, stay)),
    onState: mine((state, reason) => showState(state, reason, stay)),
  });
}

async function leave() {
  const left = session;
  if (!left) return;
  session = null;
  showState('offline');
  await left.client.emit?.('leaveRoom', { roomId: left.room }).catch(() => { });
  await left.client.stop();
}

async function emit(stay, event, data) {
  try {
    await stay.client.emit(event, data);
  } catch (error) {
    showError(error.message);
  }
}

const handlers = {
  async joinedRoom({ roomId }, stay) {
    addNote(`You are in ${roomId}.`);
    await showHistory(stay);
    $('content').focus();
  },
  userJoined: ({ userId }) => addNote(`${userId} joined`),
  userLeft: ({ userId }) => addNote(`${userId} left`),
  messageReceived: addMessage,
  announcement: ({ text, userId }) => addNote(`${userId}: ${text}`, 'notification'),
  systemNotification: payload => addNote(typeof payload === 'string' ? payload : JSON.stringify(payload), 'notification'),
  exception: error => showError(error?.message ?? JSON.stringify(error)),
};

// A new connection is in no room, so every "online" joins again; what was said meanwhile comes from the history.
function showState(state, reason, stay) {
  $('state').dataset.state = state;
  $('state').textContent = stateNames[state];
  for (const field of composer.elements) field.disabled = state !== 'online' || stay.client.listensOnly;
  $('leave').disabled = !stay || (state === 'offline');
  if (reason) showError(reason);
  if (state !== 'online') return;
  showError('');
  if (stay.client.listensOnly) {
    addNote(`You listen to ${stay.room}.`);
    showHistory(stay);
  } else {
    emit(stay, 'joinRoom', { roomId: stay.room });
  }
}

async function showHistory(stay) {
  try {
    const response = await fetch(`rooms/${encodeURIComponent(stay.room)}/messages`);
    if (!response.ok) throw new Error(`The history did not load (${response.status}).`);
    const messages = await response.json();
    if (session === stay) messages.forEach(message => addMessage(message, stay));
  } catch (error) {
    showError(error.message);
  }
}

function addMessage({ id, content, userId, timestamp }, stay) {
  if (stay.seen.has(id)) return;
  stay.seen.add(id);

  const time = element('time', new Date(timestamp).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  time.dateTime = timestamp;
  const item = element('li', '', userId === stay.name ? 'message mine' : 'message');
  item.append(element('strong', userId), time, element('p', content));
  insertByTime(item, timestamp);
}

function addNote(text, className = '') {
  log.append(element('li', text, `note ${className}`));
  showLatest();
}

// The history arrives after the first live messages; the time puts each message where it belongs.
function insertByTime(item, timestamp) {
  item.dataset.time = timestamp;
  const later = [...log.querySelectorAll('[data-time]')].find(other => other.dataset.time > timestamp);
  log.insertBefore(item, later ?? null);
  if (!later) showLatest();
}

function showLatest() {
  log.scrollTop = log.scrollHeight;
}
