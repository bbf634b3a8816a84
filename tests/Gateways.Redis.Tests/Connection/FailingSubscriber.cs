using System.Reflection;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Connection;

/// <summary>A connection of the application's own, by which subscribing to one channel fails a few times before it works.</summary>
public class FailingSubscriber : DispatchProxy
{
    private object _inner = null!;
    private Func<MethodInfo, object?[], object?> _answer = null!;

    public static IConnectionMultiplexer Of(IConnectionMultiplexer inner, RedisChannel channel, int times = 1)
    {
        var left = times;
        var failing = Create<ISubscriber>(inner.GetSubscriber(), (method, arguments) =>
            method.Name == nameof(ISubscriber.SubscribeAsync) && channel.Equals(arguments[0]) && Interlocked.Decrement(ref left) >= 0
                ? Task.FromException<ChannelMessageQueue>(new TimeoutException("The subscription was not confirmed in time."))
                : null);
        return Create<IConnectionMultiplexer>(inner, (method, _) => method.Name == nameof(IConnectionMultiplexer.GetSubscriber) ? failing : null);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            return _answer(targetMethod!, args!) ?? targetMethod!.Invoke(_inner, args);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            throw error.InnerException;
        }
    }

    private static T Create<T>(T inner, Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var proxy = Create<T, FailingSubscriber>();
        var self = (FailingSubscriber)(object)proxy;
        (self._inner, self._answer) = (inner, answer);
        return proxy;
    }
}
