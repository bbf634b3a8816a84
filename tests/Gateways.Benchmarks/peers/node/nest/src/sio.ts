// NestJS with platform-socket.io, ValidationPipe and guard as in the book chapter.
// GUARD=verify (default, the chapter's guard): checks the token on every message. GUARD=cached: once per connection.
import 'reflect-metadata';
import { CanActivate, ExecutionContext, Injectable, Module, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer, WsException } from '@nestjs/websockets';
import { IoAdapter } from '@nestjs/platform-socket.io';
import jwt from 'jsonwebtoken';
import { Server, Socket } from 'socket.io';
import { SECRET, SendMessageDto, save } from './common.js';

@Injectable()
class WsJwtGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const client = context.switchToWs().getClient<Socket>();
    if (process.env.GUARD === 'cached' && client.data.user) return true;
    const token = client.handshake.auth.token as string | undefined;
    if (!token) throw new WsException('Missing authentication token');
    try {
      client.data.user = jwt.verify(token, SECRET);
      return true;
    } catch {
      throw new WsException('Invalid token');
    }
  }
}

@WebSocketGateway({ transports: ['polling', 'websocket'], serveClient: false })
class ChatGateway {
  @WebSocketServer()
  server: Server;

  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) { return data; }

  @SubscribeMessage('join')
  async join(@MessageBody() data: { roomId: string }, @ConnectedSocket() client: Socket) {
    await client.join(data.roomId);
    return true;
  }

  @SubscribeMessage('broadcast')
  broadcast(@MessageBody() data: { roomId: string }) { this.server.to(data.roomId).emit('message', data); }

  @UseGuards(WsJwtGuard)
  @UsePipes(new ValidationPipe({ whitelist: true }))
  @SubscribeMessage('sendMessage')
  async sendMessage(@MessageBody() dto: SendMessageDto, @ConnectedSocket() client: Socket) {
    const saved = save(dto, client.data.user.sub);
    this.server.to(dto.roomId).emit('messageReceived', saved);
    return saved;
  }
}

@Module({ providers: [ChatGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error'] });
app.useWebSocketAdapter(new IoAdapter(app));
await app.listen(+(process.env.PORT ?? 5006), '127.0.0.1');
