import { parseArgs } from 'node:util';

/** What the test passes to a scenario: the server, the packages to drive it with, and what else the scenario asks for. */
export const options = parseArgs({
  options: {
    url: { type: 'string' },
    signalr: { type: 'string', default: '@microsoft/signalr' },
    ws: { type: 'string', default: 'ws' },
    socketio: { type: 'string', default: 'socket.io-client' },
    eventsource: { type: 'string', default: 'eventsource' },
    transport: { type: 'string' },
    parser: { type: 'string' },
    pid: { type: 'string' },
    second: { type: 'string' },
    'second-pid': { type: 'string' },
    redis: { type: 'string' },
    quick: { type: 'string' },
    recovering: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
}).values;

export const server = new URL(options.url);

/** The major version of the SignalR client under test. */
export const signalrMajor = () => Number(/\d+$/.exec(options.signalr)?.[0] ?? 10);
