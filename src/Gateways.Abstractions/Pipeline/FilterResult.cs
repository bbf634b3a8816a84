namespace Gateways;

/// <summary>What an exception filter has made of an exception. The default is <see cref="Next"/>.</summary>
public readonly struct FilterResult
{
    private FilterResult(FilterResultKind kind, object? content = null)
    {
        Kind = kind;
        Content = content;
    }

    /// <summary>Not this filter's affair: the next one is asked.</summary>
    public static FilterResult Next => default;

    /// <summary>The filter has told the client what there is to tell: no <c>exception</c> event is sent. An ack that is still open fails as it would have without a filter.</summary>
    public static FilterResult Handled => new(FilterResultKind.Handled);

    /// <summary>What it is.</summary>
    public FilterResultKind Kind { get; }

    /// <summary>The <see cref="WsException"/> of <see cref="FilterResultKind.Error"/>, or the value of <see cref="FilterResultKind.Value"/>.</summary>
    public object? Content { get; }

    /// <summary>Tells the client this in place of the exception: as <c>exception</c> event and as failed ack. The exception is not logged: that is up to the filter.</summary>
    public static FilterResult Error(WsException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(FilterResultKind.Error, error);
    }

    /// <summary>Tells the client a text in place of the exception.</summary>
    public static FilterResult Error(string message) => Error(new WsException(message));

    /// <summary>Answers with a value, as if the handler had returned it: null for none, a <see cref="WsResponse{T}"/> for an event.</summary>
    public static FilterResult Value(object? value) => new(FilterResultKind.Value, value);
}
