import { closeClients } from './clients.mjs';
import { within } from './within.mjs';

let failed = false;

/** Runs one check, prints its result as one line of JSON, and closes the clients it opened. */
export async function check(name, body) {
  const result = { check: name, ok: true };
  try {
    await within(Promise.resolve().then(body), `check "${name}"`, 120_000);
  } catch (error) {
    failed = true;
    result.ok = false;
    result.error = error.stack ?? String(error);
  }

  console.log(JSON.stringify(result));
  await closeClients();
}

/** Ends the scenario: a leftover socket must not keep it alive. */
export function done() {
  process.exit(failed ? 1 : 0);
}
