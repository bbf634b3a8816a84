using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>What a handler returns.</summary>
internal sealed class HandlerReturn
{
    private HandlerReturn(ReturnKind kind, bool isAwaited, ITypeSymbol? payload)
    {
        Kind = kind;
        IsAwaited = isAwaited;
        Payload = payload;
    }

    public ReturnKind Kind { get; }

    public bool IsAwaited { get; }

    /// <summary>The type that is serialised, each item's for <see cref="ReturnKind.Stream"/>; null for <see cref="ReturnKind.Nothing"/>.</summary>
    public ITypeSymbol? Payload { get; }

    public static HandlerReturn Of(IMethodSymbol method)
    {
        var type = method.ReturnType;
        if (method.RefKind != RefKind.None)
            return new(ReturnKind.Unsupported, false, null);
        if (method.ReturnsVoid)
            return new(ReturnKind.Nothing, false, null);
        if (KnownTypes.Task.Matches(type) || KnownTypes.ValueTask.Matches(type))
            return new(ReturnKind.Nothing, true, null);

        return PayloadTypes.IsTask(type)
            ? OfValue(((INamedTypeSymbol)type).TypeArguments[0], isAwaited: true)
            : OfValue(type, isAwaited: false);
    }

    private static HandlerReturn OfValue(ITypeSymbol type, bool isAwaited)
    {
        if (KnownTypes.WsResponse.Matches(type))
        {
            var payload = ((INamedTypeSymbol)type).TypeArguments[0];
            return new(IsPayload(payload) ? ReturnKind.Event : ReturnKind.Unsupported, isAwaited, payload);
        }

        if (PayloadTypes.FindStreamItem(type) is { } item)
        {
            var payload = KnownTypes.WsResponse.Matches(item) ? ((INamedTypeSymbol)item).TypeArguments[0] : item;
            return new(IsPayload(payload) ? ReturnKind.Stream : ReturnKind.Unsupported, isAwaited, payload);
        }

        return new(IsPayload(type) ? ReturnKind.Value : ReturnKind.Unsupported, isAwaited, type);
    }

    private static bool IsPayload(ITypeSymbol type) =>
        PayloadTypes.IsSupported(type) && !PayloadTypes.IsTask(type) && !PayloadTypes.IsStream(type) && !IsResponse(type);

    /// <summary>A response inside a value would be serialised as plain data, which nobody means.</summary>
    private static bool IsResponse(ITypeSymbol type) =>
        KnownTypes.WsResponse.Matches(type)
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsResponse(nullable.TypeArguments[0]);
}
