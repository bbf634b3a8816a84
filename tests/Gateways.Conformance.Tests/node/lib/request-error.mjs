/** A failed ack: the text, and on plain WebSocket the whole payload. */
export class RequestError extends Error {
  constructor(message, payload) {
    super(message);
    this.payload = payload;
  }
}
