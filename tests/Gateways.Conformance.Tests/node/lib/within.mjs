/** The one timeout everything waits under. */
const patience = 45_000;

/** The promise's own outcome, or an error that says what did not happen in time. */
export function within(promise, what, milliseconds = patience) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No ${what} within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks again and again until the answer satisfies; for state that no event announces. */
export async function until(ask, satisfies, what) {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`Not ${what}; last seen: ${JSON.stringify(answer)}`);
    await new Promise(setImmediate);
  }
}
