// Node's own server and this one, asked the same things. What may differ stands in docs/socketio-differences.md; anything else must not.
import { done } from '../../lib/check.mjs';
import { complete } from '../../lib/differential.mjs';

for (const topic of ['requests', 'sockets', 'packets', 'texts', 'clients', 'heartbeat', 'recovery']) await import(`./${topic}.mjs`);

const limit = 'a limit that no transcript reaches; its own tests do';
const msgpack = 'said in the other parser, which these transcripts do not use';
const fetched = "a client sees no list of others: held by the tests of two servers, with Node's among them";

await complete({
  'headers in a fetched handshake': fetched,
  'query in a fetched handshake, and in its url': fetched,
  'auth of a fetched handshake': fetched,
  'data of a fetched client': fetched,
  'data that cannot be JSON, or is alive: timers, tasks, clients': fetched,
  'an answer with very many clients': fetched,
  'names of events': msgpack,
  'ack ids': msgpack,
  'text that is not UTF-8, keys of maps that are neither text nor whole numbers': msgpack,
  'a length or count that the message cannot hold': msgpack,
  'outgoing buffer of a client that does not read or poll': 'would fill the memory of the other server',
  'poll that overtakes the upgrade sent before it': 'the same answer, for another reason',
  'pending acks when a client leaves, or nobody answers': 'nothing goes over the wire',
  'handler that throws': 'ends the other server',
  'connection guard or hook that fails or does not decide': 'ends the other server, or waits for its connect timeout',
  'requests of another user than the one who opened the session': 'the other server has no users',
  'GET and goodbye POST at once, over two connections': 'the other answer comes by chance',
  'rooms of one client': limit,
  'name of a room': limit,
  'name of an event': limit,
  'one write to a client': limit,
  'one message, from its first byte to its last, attachments included': limit,
  'guards of a connection, and then its hook': limit,
  'acks one client owes': limit,
  'frames of one WebSocket message': limit,
  'messages of one client that wait for its handlers': limit,
  'the own id among the rooms': 'nothing goes over the wire',
});

done();
