// The messages of one connection are handled in order, and what the server sends to one connection keeps its order.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';

const numbers = Array.from({ length: 500 }, (_, i) => i);

for (const kind of kinds) {
  await check(`${kind}: 500 messages sent at once are handled in order`, async () => {
    const client = await connect(kind, '/conformance');
    await Promise.all(numbers.map(number => client.emit('append', number)));
    assert.deepEqual(await client.request('appended'), numbers);
  });

  await check(`${kind}: 500 answers come back in order`, async () => {
    const client = await connect(kind, '/conformance');
    const order = [];
    await Promise.all(numbers.map(number => client.request('echo', number).then(answer => order.push(answer))));
    assert.deepEqual(order, numbers);
  });

  await check(`${kind}: 500 broadcasts arrive in order on both transports`, async () => {
    const room = `order-${kind}`;
    const sender = await connect(kind, '/conformance');
    const listeners = [await connect('signalr', '/conformance'), await connect('ws', '/conformance')];
    for (const client of listeners) await client.request('join', room);
    for (const number of numbers) sender.emit('say', { room, text: String(number) });
    for (const client of listeners) assert.deepEqual((await client.take('said', numbers.length)).map(said => Number(said.text)), numbers);
  });
}

done();
