import { $, element, showError, stateNames } from './page.js';
import { offer, transports } from './transports/index.js';

const entrance = $('entrance');
let viewing = null;   // { client, documentId }: one document at a time

offer(entrance.elements.transport, { withListeners: false });
$('server').textContent = location.host;

entrance.addEventListener('submit', async event => {
  event.preventDefault();
  await close();
  showError('');
  const { userName, password, document: documentId, transport } = Object.fromEntries(new FormData(entrance));
  try {
    open(documentId, transport, await login(userName, password));
  } catch (error) {
    showError(error.message);
  }
});

$('close').addEventListener('click', close);

async function login(userName, password) {
  const response = await fetch('auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userName, password }) });
  if (!response.ok) throw new Error(response.status === 401 ? 'Wrong user or password. In Development: ada, alan, grace; password chat.' : `Signing in failed (${response.status}).`);
  return (await response.json()).accessToken;
}

function open(documentId, transport, token) {
  const view = { documentId, client: null };
  viewing = view;
  // A callback may come from a view that was closed; only the current one may speak. None comes before there is a client to speak with.
  const mine = callback => (...told) => queueMicrotask(() => { if (viewing === view) callback(...told); });
  view.client = transports[transport].connect({
    path: 'presence',
    token,
    events: ['presenceUpdated', 'exception'],
    onEvent: mine((event, data) => event === 'presenceUpdated' ? showUsers(data.users) : showError(data?.message ?? 'Something failed.')),
    onState: mine((state, reason) => showState(state, reason, view)),
  });
}

async function close() {
  const closed = viewing;
  if (!closed) return;
  viewing = null;
  showState('offline');
  showUsers([]);
  await closed.client.emit('leaveDocument', { documentId: closed.documentId }).catch(() => { });
  await closed.client.stop();
}

function showState(state, reason, view) {
  $('state').dataset.state = state;
  $('state').textContent = stateNames[state];
  $('close').disabled = !view || state === 'offline';
  if (reason) showError(reason);
  // A new connection is in no document.
  if (state === 'online') view.client.emit('joinDocument', { documentId: view.documentId }).catch(error => showError(error.message));
}

const showUsers = users => $('users').replaceChildren(...users.map(user => element('li', user)));
