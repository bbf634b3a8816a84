import assert from 'node:assert/strict';
import { RequestError } from './request-error.mjs';

/** The error a request must end with. */
export async function rejection(request) {
  try {
    const value = await request;
    assert.fail(`The request succeeded with ${JSON.stringify(value)}`);
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}
