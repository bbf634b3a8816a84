// A stream is asked of a handler that does not stream: the answer is an error, not silence.
import assert from 'node:assert/strict';
import { check, done } from '../../lib/check.mjs';
import { connect } from '../../lib/clients.mjs';
import { within } from '../../lib/within.mjs';

for (const event of ['echo', 'void', 'nothingLikeIt']) {
  await check(`a stream of "${event}" ends with an error`, async () => {
    const client = await connect('signalr', '/conformance');
    const items = [];
    const ended = new Promise((resolve, reject) => client.connection.stream(event, 1).subscribe({
      next: item => items.push(item),
      complete: () => reject(new Error(`completed with ${JSON.stringify(items)}`)),
      error: resolve,
    }));
    assert.ok((await within(ended, 'end of the stream')).message);
    assert.equal(await client.request('echo', 'alive'), 'alive');
  });
}

done();
