// The server asks, the client answers.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';
import { startProxy } from '../../lib/tcp-proxy.mjs';

const forever = () => new Promise(() => { });
const refuse = () => { throw new Error('I would rather not'); };
const withoutNulls = outcome => Object.fromEntries(Object.entries(outcome).filter(([, value]) => value !== null));

for (const kind of kinds) {
  await check(`${kind}: an answer comes back to the handler that asked`, async () => {
    const client = await connect(kind, '/conformance');
    client.answer('question', question => ({ ...question, answer: 42 }));
    const outcome = await client.request('ask', { question: { of: 'life' } });
    assert.deepEqual(withoutNulls(outcome), { outcome: 'answered', answer: { of: 'life', answer: 42 } });
  });

  await check(`${kind}: an error comes back as an error`, async () => {
    const client = await connect(kind, '/conformance');
    client.answer('question', refuse);
    const { outcome, error } = await client.request('ask', { question: 1 });
    assert.equal(outcome, 'failed');
    assert.match(error, /I would rather not/);
  });

  await check(`${kind}: no answer in time is a time-out, and the client lives on`, async () => {
    const client = await connect(kind, '/conformance');
    client.answer('question', forever);
    assert.equal((await client.request('ask', { question: 1, timeoutMilliseconds: 100 })).outcome, 'timed out');
    assert.equal(await client.request('echo', 'alive'), 'alive');
  });

  await check(`${kind}: a client can only answer what it was asked`, async () => {
    const honest = await connect(kind, '/conformance');
    const liar = await connect('ws', '/conformance');
    honest.answer('question', () => new Promise(resolve => {
      for (const id of [0, 1, 2, 's0', 's1', 's2']) liar.sendFrame({ id, data: 'a lie' });
      liar.request('echo', 'sent').then(() => resolve('the truth'));
    }));
    assert.equal((await honest.request('ask', { question: 1 })).answer, 'the truth');
  });
}

await check('a question to a room collects answers, errors and silence from both transports', async () => {
  const room = 'asked';
  const proxy = await startProxy();
  const asker = await connect('ws', '/conformance');
  const behaviours = [['signalr', () => 'signalr'], ['ws', () => 'ws'], ['signalr', refuse], ['ws', refuse], ['signalr', forever]];
  for (const [kind, behaviour] of behaviours) {
    const client = await connect(kind, '/conformance');
    client.answer('question', behaviour);
    await client.request('join', room);
  }

  const lost = await connect('ws', '/conformance', { port: proxy.port });
  lost.answer('question', () => proxy.cut());
  await lost.request('join', room);

  const outcome = await asker.request('askAll', { room, question: 'who?', timeoutMilliseconds: 3000 });
  assert.deepEqual(outcome.replies.sort(), ['signalr', 'ws']);
  assert.equal(outcome.errors.length, 2);
  for (const error of outcome.errors) assert.match(error, /I would rather not/);
  assert.equal(outcome.missing, 2);
  assert.equal(outcome.complete, false);
  proxy.stop();
});

await check('a question to a room where all answer is complete at once', async () => {
  const clients = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
  for (const client of clients) {
    client.answer('question', question => question * 2);
    await client.request('join', 'all-answer');
  }

  const outcome = await clients[0].request('askAll', { room: 'all-answer', question: 21 });
  assert.deepEqual(outcome, { replies: [42, 42], errors: [], missing: 0, complete: true });
});

done();
