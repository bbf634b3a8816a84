import { connectSignalR, connectWebSocket, hasSignalR } from './transports.js';

const $ = id => document.getElementById(id);
const entrance = $('entrance');
const composer = $('composer');
const log = $('log');

const stateNames = { offline: 'Offline', connecting: 'Connecting…', reconnecting: 'Reconnecting…', online: 'Online' };

let session = null;   // { client, name, room, seen }: one stay in one room

entrance.elements.name.value = sessionStorage.getItem('name') ?? `guest-${Math.floor(Math.random() * 900) + 100}`;
entrance.elements.room.value = sessionStorage.getItem('room') ?? 'lobby';
if (!hasSignalR()) {
  entrance.querySelector('[value=signalr]').disabled = true;
  entrance.querySelector('[value=websocket]').checked = true;
  $('hint').hidden = false;
}

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
  const connect = transport === 'signalr' ? connectSignalR : connectWebSocket;
  session = stay;
  // A callback may come from a session that has ended; only the current one may speak.
  stay.client = connect(`chat?userId=${encodeURIComponent(name)}`, {
    onEvent: (event, data) => { if (session === stay) handlers[event]?.(data, stay); },
    onState: (state, reason) => { if (session === stay) showState(state, reason, stay); },
  });
}

async function leave() {
  const left = session;
  if (!left) return;
  session = null;
  showState('offline');
  await left.client.emit('leaveRoom', { roomId: left.room }).catch(() => { });
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
  systemNotification: payload => addNote(typeof payload === 'string' ? payload : JSON.stringify(payload), 'notification'),
  exception: error => showError(error?.message ?? JSON.stringify(error)),
};

// A new connection is in no room, so every "online" joins again; what was said meanwhile comes from the history.
function showState(state, reason, stay) {
  $('state').dataset.state = state;
  $('state').textContent = stateNames[state];
  for (const field of composer.elements) field.disabled = state !== 'online';
  $('leave').disabled = !stay || (state === 'offline');
  if (reason) showError(reason);
  if (state === 'online') {
    showError('');
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

function showError(text) {
  $('error').textContent = text;
  $('error').hidden = !text;
}

// textContent only: nothing that anyone wrote is ever parsed as HTML.
function element(tag, text, className = '') {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}
