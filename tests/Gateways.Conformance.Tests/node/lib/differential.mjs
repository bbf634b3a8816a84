import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { check } from './check.mjs';
import { options, server } from './options.mjs';
import { closeSockets, Peer } from './peer.mjs';
import { startReference } from './reference-server.mjs';

const quickly = { pingInterval: 300, pingTimeout: 200 };
const pairs = {
  normal: [new Peer(server), new Peer(await startReference())],
  quick: [new Peer(new URL(options.quick)), new Peer(await startReference(quickly))],
};
const document = readFileSync(new URL('../../../../docs/socketio-differences.md', import.meta.url), 'utf8');
const rows = new Map([...document.matchAll(/^\| ([^|]+) \|/gm)].map(([, what]) => [what.replaceAll('`', ''), false]).filter(([what]) => what !== 'what' && !what.startsWith('---')));

/** Both servers must give the same transcript. */
export function same(name, run, kind) {
  return check(`same: ${name}`, () => patiently(kind, async () => {
    const [ours, nodes] = await both(run, kind);
    assert.deepEqual(ours, nodes);
  }));
}

/** The servers must give different transcripts, for a reason that stands in docs/socketio-differences.md; ours is as said there. */
export function differs(row, name, run, expected, kind) {
  return check(`differs: ${name}`, async () => {
    assert.ok(rows.has(row), `docs/socketio-differences.md has no row "${row}"`);
    rows.set(row, true);
    await patiently(kind, async () => {
      const [ours, nodes] = await both(run, kind);
      assert.notDeepEqual(ours, nodes, `The difference "${row}" is none any more: ${JSON.stringify(nodes)}`);
      assert.deepEqual(ours, expected);
    });
  });
}

/** Every row of the document was shown above, but for those that no transcript can show. */
export function complete(invisible) {
  return check('every deliberate difference was seen', () => {
    for (const row of Object.keys(invisible)) assert.ok(rows.has(row) && !rows.get(row), `"${row}" is no row of the document, or was seen after all`);
    assert.deepEqual([...rows].filter(([row, isSeen]) => !isSeen && !(row in invisible)).map(([row]) => row), []);
  });
}

/** Where the servers' pings are quick, a machine that stops for a moment changes a transcript: only what differs three times differs. */
async function patiently(kind, compare) {
  for (let tries = kind === 'quick' ? 3 : 1; ; tries--) {
    try {
      return await compare();
    } catch (error) {
      if (tries === 1) throw error;
    }
  }
}

async function both(run, kind = 'normal') {
  try {
    const transcripts = [];
    for (const peer of pairs[kind]) transcripts.push(await run(peer));
    return transcripts;
  } finally {
    closeSockets();
  }
}
