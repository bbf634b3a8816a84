// In the Development environment the exception event says what caused it, as NestJS does.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect, kinds } from '../../lib/clients.mjs';

for (const kind of kinds) {
  await check(`${kind}: the cause holds the event and its data`, async () => {
    const client = await connect(kind, '/conformance');
    client.emit('fail', 'nope');
    assert.deepEqual(await client.next('exception'), { status: 'error', message: 'nope', cause: { pattern: 'fail', data: 'nope' } });
    client.emit('crash');
    assert.deepEqual(await client.next('exception'), { status: 'error', message: 'Internal server error', cause: { pattern: 'crash' } });
    client.emit('failObject');
    assert.deepEqual(await client.next('exception'), { code: 42, why: 'because' });
  });
}

done();
