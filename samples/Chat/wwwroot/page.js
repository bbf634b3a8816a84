// What both pages share.

export const $ = id => document.getElementById(id);

export const stateNames = { offline: 'Offline', connecting: 'Connecting…', reconnecting: 'Reconnecting…', online: 'Online' };

export function showError(text) {
  $('error').textContent = text;
  $('error').hidden = !text;
}

// textContent only: nothing that anyone wrote is ever parsed as HTML.
export function element(tag, text, className = '') {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}
