import http from 'node:http';
import { server } from './options.mjs';

/** A plain HTTP request, headers exactly as given. */
export function send(method, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, server), { method, headers, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', chunk => { text += chunk; }).on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject).end(body);
  });
}

export async function getJson(path) {
  return JSON.parse((await send('GET', path)).text);
}

export function postJson(path, payload) {
  return send('POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) });
}
