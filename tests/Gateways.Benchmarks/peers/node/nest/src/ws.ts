// NestJS with platform-ws. Rooms are by hand, as the ws adapter has none.
import 'reflect-metadata';
import { CanActivate, ExecutionContext, Injectable, Module, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConnectedSocket, MessageBody, OnGatewayConnection, OnGatewayDisconnect, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { WsAdapter } from '@nestjs/platform-ws';
import type { IncomingMessage } from 'node:http';
import jwt from 'jsonwebtoken';
import type { WebSocket } from 'ws';
import { SECRET, SendMessageDto, save } from './common.js';

type Client = WebSocket & { user?: { sub: string }; token?: string | null };

@Injectable()
class WsJwtGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const client = context.switchToWs().getClient<Client>();
    if (process.env.GUARD === 'cached' && client.user) return true;
    if (!client.token) throw new WsException('Missing authentication token');
    try {
      client.user = jwt.verify(client.token, SECRET) as unknown as { sub: string };
      return true;
    } catch {
      throw new WsException('Invalid token');
    }
  }
}

@WebSocketGateway({ path: '/ws' })
class ChatGateway implements OnGatewayConnection, OnGatewayDisconnect {
  private readonly rooms = new Map<string, Set<Client>>();

  handleConnection(client: Client, req: IncomingMessage) { client.token = new URL(req.url!, 'http://x').searchParams.get('token'); }
  handleDisconnect(client: Client) { for (const room of this.rooms.values()) room.delete(client); }

  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) { return { event: 'echo', data }; }

  @SubscribeMessage('join')
  join(@MessageBody() data: { roomId: string }, @ConnectedSocket() client: Client) {
    let room = this.rooms.get(data.roomId);
    if (!room) this.rooms.set(data.roomId, (room = new Set()));
    room.add(client);
    return { event: 'join', data: true };
  }

  @SubscribeMessage('broadcast')
  broadcast(@MessageBody() data: { roomId: string }) {
    const text = Buffer.from(JSON.stringify({ event: 'message', data }));
    for (const member of this.rooms.get(data.roomId) ?? []) member.send(text, { binary: false });
  }

  @UseGuards(WsJwtGuard)
  @UsePipes(new ValidationPipe({ whitelist: true }))
  @SubscribeMessage('sendMessage')
  async sendMessage(@MessageBody() dto: SendMessageDto, @ConnectedSocket() client: Client) {
    return { event: 'sendMessage', data: save(dto, client.user!.sub) };
  }
}

@Module({ providers: [ChatGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error'] });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(+(process.env.PORT ?? 5007), '127.0.0.1');
