using System.Text;
using Gateways.Connections;
using Gateways.Protocol;

namespace Gateways.Tests.Hosting;

/// <summary>What a client sends.</summary>
internal static class SessionExtensions
{
    public static ValueTask SayAsync(this IGatewaySession session, string eventName, string body = "", string ackId = "", string? traceParent = null) =>
        session.ReceiveAsync(new InboundMessage
        {
            Kind = InboundMessageKind.Event,
            EventName = Encoding.UTF8.GetBytes(eventName),
            Body = Encoding.UTF8.GetBytes(body),
            HasSingleArgument = true,
            AckId = Encoding.UTF8.GetBytes(ackId),
            TraceParent = traceParent,
        });

    public static ValueTask AnswerAsync(this IGatewaySession session, string ackId, string body) =>
        session.ReceiveAsync(new InboundMessage { Kind = InboundMessageKind.Ack, Body = Encoding.UTF8.GetBytes(body), AckId = Encoding.UTF8.GetBytes(ackId) });
}
