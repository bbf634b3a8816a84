using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>Which types can travel as JSON at all. Whether a contract exists is seen when the application starts.</summary>
internal static class PayloadTypes
{
    public static bool IsSupported(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol or IDynamicTypeSymbol => false,
        { IsRefLikeType: true } or { TypeKind: TypeKind.Delegate or TypeKind.TypeParameter } => false,
        IArrayTypeSymbol array => IsSupported(array.ElementType),
        INamedTypeSymbol named => !named.IsFileLocal && named.TypeArguments.All(IsSupported),
        _ => true,
    };

    /// <summary>Whether a type hands out its values over time, which a single value cannot.</summary>
    public static bool IsStream(ITypeSymbol type) =>
        IsStreamItself(type) || type.AllInterfaces.Any(IsStreamItself) || (type.BaseType is { } parent && IsStream(parent));

    /// <summary>What a stream hands out, for those whose items can be sent; null for every other type, and for one that is two streams at once.</summary>
    public static ITypeSymbol? FindStreamItem(ITypeSymbol type)
    {
        if (IsItemStream(type))
            return ((INamedTypeSymbol)type).TypeArguments[0];

        var streams = type.AllInterfaces.Where(IsItemStream).ToList();
        return streams.Count == 1 ? streams[0].TypeArguments[0] : null;
    }

    public static bool IsTask(ITypeSymbol type) =>
        KnownTypes.Task.Matches(type) || KnownTypes.TaskOfResult.Matches(type) || KnownTypes.ValueTask.Matches(type) || KnownTypes.ValueTaskOfResult.Matches(type);

    private static bool IsStreamItself(ITypeSymbol type) =>
        IsItemStream(type) || KnownTypes.Stream.Matches(type) || KnownTypes.ChannelReader.Matches(type);

    private static bool IsItemStream(ITypeSymbol type) => KnownTypes.AsyncEnumerable.Matches(type) || KnownTypes.Observable.Matches(type);
}
