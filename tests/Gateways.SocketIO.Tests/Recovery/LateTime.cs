using System.Diagnostics;
using Gateways.SocketIO.Clients;
using Gateways.Specification;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>A clock that, when armed, answers a Socket.IO connection's second question only when it is told to: between two clients of one connection that has ended.</summary>
internal sealed class LateTime : TimeProvider
{
    private readonly ManualResetEventSlim _released = new();
    private int _questions = int.MinValue;

    public Signal Asked { get; } = new();

    public void Arm() => Volatile.Write(ref _questions, 0);

    public void Release() => _released.Set();

    public override long GetTimestamp()
    {
        if (Volatile.Read(ref _questions) >= 0
            && new StackTrace().GetFrames().Select(static frame => frame.GetMethod()?.DeclaringType).ToArray() is var callers
            && callers.Contains(typeof(SocketIOConnection))
            && !callers.Contains(typeof(SocketIOSavedSessions))
            && Interlocked.Increment(ref _questions) == 2)
        {
            Asked.Set();
            _released.Wait(Patience.Limit);
        }

        return base.GetTimestamp();
    }
}
