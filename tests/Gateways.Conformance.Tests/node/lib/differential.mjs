import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { check } from './check.mjs';
import { options, server } from './options.mjs';
import { closeSockets, Peer } from './peer.mjs';
import { startReference } from './reference-server.mjs';

const quickly = { pingInterval: 300, pingTimeout: 200 };
const pairs = {
  normal: [new Peer(server), new Peer(await startReference())],
  quick: [new Peer(new URL(options.quick)), new Peer(await startReference(quickly))],
  recovering: [new Peer(new URL(options.recovering)), new Peer(await startReference({ connectionStateRecovery: {} }))],
};
const file = new URL('../transcripts.json', import.meta.url);
const transcripts = options.record ? {} : JSON.parse(readFileSync(file, 'utf8'));
const recorded = {};
const counts = new Map();
const document = readFileSync(new URL('../../../../docs/socketio-differences.md', import.meta.url), 'utf8');
const rows = new Map([...document.matchAll(/^\| ([^|]+) \|/gm)].map(([, what]) => [what.replaceAll('`', ''), false]).filter(([what]) => what !== 'what' && !what.startsWith('---')));

/** Both servers must give the same transcript. */
export function same(name, run, kind) {
  const key = keyOf(name);
  return check(`same: ${name}`, () => patiently(kind, async () => {
    const [ours, nodes] = await both(run, kind);
    assert.deepEqual(ours, nodes);
    stored(key, nodes);
  }));
}

/** The servers must give different transcripts, for a reason that stands in docs/socketio-differences.md; ours is as said there. */
export function differs(row, name, run, expected, kind) {
  const key = keyOf(name);
  return check(`differs: ${name}`, async () => {
    assert.ok(rows.has(row), `docs/socketio-differences.md has no row "${row}"`);
    rows.set(row, true);
    await patiently(kind, async () => {
      const [ours, nodes] = await both(run, kind);
      assert.notDeepEqual(ours, nodes, `The difference "${row}" is none any more: ${JSON.stringify(nodes)}`);
      assert.deepEqual(ours, expected);
      stored(key, nodes);
    });
  });
}

/** Every row of the document was shown above, but for those that no transcript can show. */
export function complete(invisible) {
  return check('every deliberate difference was seen', () => {
    for (const row of Object.keys(invisible)) assert.ok(rows.has(row) && !rows.get(row), `"${row}" is no row of the document, or was seen after all`);
    assert.deepEqual([...rows].filter(([row, isSeen]) => !isSeen && !(row in invisible)).map(([row]) => row), []);
    if (options.record) writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
  });
}

/** What Node's server said when the transcripts were stored (again with --record): one that it says otherwise now is a change of the protocol, and somebody has to look at it. */
function stored(key, transcript) {
  const plain = JSON.parse(JSON.stringify(transcript ?? null));
  if (options.record) {
    recorded[key] = plain;
  } else {
    assert.deepEqual(plain, transcripts[key], `Node's server answers otherwise than in ${file.pathname}`);
  }
}

/** Some checks have one name, such as those of packets that look alike: the order tells them apart. */
function keyOf(name) {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count > 1 ? `${name} #${count}` : name;
}

/**
 * A transcript differs, or it does not, and the first that differs ends it. But where pings are quick, or a loss must have been noticed, a machine that stops for a moment changes a transcript
 * too, and nothing in it tells the one from the other: there a difference is forgiven when it does not come again, three times in a row. What shows every second time is found nearly as
 * often as not in one run, and what shows always is found always.
 */
async function patiently(kind, compare) {
  try {
    return await compare();
  } catch (error) {
    if (!kind) throw error;
    for (let tries = 0; tries < 3; tries++) await compare();
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
