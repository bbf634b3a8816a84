namespace Gateways.Rooms;

/// <summary>The outgoing interceptors of one path, outermost first.</summary>
internal sealed class OutgoingPipeline
{
    private IOutgoingInterceptor[] _interceptors = [];

    /// <summary>Whether there are none, so that an emit need not be described to anybody.</summary>
    public bool IsEmpty => _interceptors.Length == 0;

    public void Use(IEnumerable<IOutgoingInterceptor> interceptors) => _interceptors = [.. interceptors];

    /// <summary>Runs an emit through the interceptors; they may keep it from being sent.</summary>
    public ValueTask RunAsync(OutgoingContext context, Func<OutgoingContext, ValueTask> send) => NextAsync(context, send, 0);

    private ValueTask NextAsync(OutgoingContext context, Func<OutgoingContext, ValueTask> send, int index) => index == _interceptors.Length
        ? send(context)
        : _interceptors[index].InterceptAsync(context, () => NextAsync(context, send, index + 1));
}
