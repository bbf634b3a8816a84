// One Node server of the cluster: socket.io with the classic Redis adapter, and clients of its own. Takes commands as JSON lines, tells what happens as JSON lines.
import { createInterface } from "node:readline";
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";
import { Server } from "socket.io";
import { io as connect } from "socket.io-client";

const [, , redisPort, prefix, namespaceName] = process.argv;
const redis = () => createClient({ url: `redis://127.0.0.1:${redisPort}` });
const tell = (message) => process.stdout.write(JSON.stringify(message) + "\n");

const [publisher, subscriber, emitterClient] = [redis(), redis(), redis()];
await Promise.all([publisher, subscriber, emitterClient].map((client) => client.connect()));

const http = createServer();
const io = new Server(http, { adapter: createAdapter(publisher, subscriber, { key: prefix }) });
const namespace = io.of(namespaceName);
io.of("/also");
await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${http.address().port}${namespaceName}`;
const emitter = new Emitter(emitterClient, { key: prefix }).of(namespaceName);
const clients = new Map();

namespace.on("double", (number, reply) => reply(number * 2));
namespace.on("note", (...payloads) => tell({ note: payloads }));

const target = (from, { rooms = [], except = [] }) => {
  let narrowed = from;
  if (rooms.length > 0) narrowed = narrowed.to(rooms);
  if (except.length > 0) narrowed = narrowed.except(except);
  return narrowed;
};

// JSON has no bytes and no dates: the command says which payloads are meant as such.
const revive = (payload) => (payload?.bytes ? Buffer.from(payload.bytes) : payload?.date !== undefined ? new Date(payload.date) : payload);

const commands = {
  async connect({ name, rooms = [], query, headers, auth, data }) {
    const client = connect(address, { transports: ["websocket"], forceNew: true, reconnection: false, query, auth, extraHeaders: headers });
    clients.set(name, client);
    client.onAny((event, ...payloads) => {
      const reply = payloads.at(-1);
      if (typeof reply === "function") {
        payloads.pop();
        reply(`${name}:${payloads[0]}`);
      }
      tell({ heard: { name, event, payloads } });
    });
    client.on("disconnect", () => tell({ closed: name }));
    await new Promise((resolve, reject) => client.on("connect", resolve).on("connect_error", reject));
    const socket = namespace.sockets.get(client.id);
    if (data !== undefined) socket.data = data;
    await socket.join(rooms);
    return client.id;
  },
  // The same connection, in another namespace.
  async connectAlso({ name }) {
    const client = clients.get(name).io.socket("/also");
    client.on("disconnect", () => tell({ closed: `${name}/also` }));
    await new Promise((resolve, reject) => client.on("connect", resolve).on("connect_error", reject));
  },
  // Nested so deep that no JSON of a command could say it.
  dataDeep({ client, levels }) {
    let deep = [];
    for (let level = 1; level < levels; level++) deep = [deep];
    namespace.sockets.get(client).data.deep = deep;
  },
  rooms: ({ client }) => [...(namespace.sockets.get(client)?.rooms ?? [])].filter((room) => room !== client).sort(),
  emit: (command) => target(namespace, command).emit(command.event, ...(command.payloads ?? []).map(revive)),
  ask: (command) => target(namespace, command).timeout(command.timeout ?? 5000).emitWithAck(command.event, ...(command.payloads ?? [])),
  fetch: async (command) => (await target(namespace, command).fetchSockets()).map(({ id, rooms, data, handshake }) => ({ id, rooms: [...rooms].sort(), data, handshake })),
  join: (command) => target(namespace, command).socketsJoin(command.room),
  leave: (command) => target(namespace, command).socketsLeave(command.room),
  disconnect: (command) => target(namespace, command).disconnectSockets(true),
  serverSideEmit: ({ event, payloads }) => namespace.serverSideEmit(event, ...payloads),
  serverSideAsk: ({ event, payloads }) => namespace.serverSideEmitWithAck(event, ...payloads),
  serverCount: () => namespace.adapter.serverCount(),
  allRooms: async () => [...(await namespace.adapter.allRooms())].sort(),
  emitterEmit: (command) => target(emitter, command).emit(command.event, ...(command.payloads ?? []).map(revive)),
  emitterJoin: (command) => target(emitter, command).socketsJoin(command.room),
  emitterDisconnect: (command) => target(emitter, command).disconnectSockets(true),
  emitterServerSideEmit: ({ event, payloads }) => emitter.serverSideEmit(event, ...payloads),
};

tell({ ready: address });
for await (const line of createInterface({ input: process.stdin })) {
  const { id, do: name, ...command } = JSON.parse(line);
  try {
    const value = await commands[name](command);
    tell({ id, value: value === undefined || typeof value === "object" && value !== null && !Array.isArray(value) ? null : value });
  } catch (error) {
    tell({ id, error: String(error) });
  }
}
process.exit(0);
