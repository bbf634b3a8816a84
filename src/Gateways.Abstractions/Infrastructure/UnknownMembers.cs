using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>Finds the members that a body has and its type has not.</summary>
internal ref struct UnknownMembers
{
    private const string Code = "unknown_member";
    private const string Text = "There is no such member.";
    private const int ShortName = 256;

    private readonly ValidationErrors _errors;
    private Utf8JsonReader _reader;
    private BodyPath? _path;

    private UnknownMembers(ReadOnlySpan<byte> value, JsonSerializerOptions options, ValidationErrors errors)
    {
        _errors = errors;
        _reader = new Utf8JsonReader(value, new JsonReaderOptions
        {
            AllowTrailingCommas = options.AllowTrailingCommas,
            CommentHandling = options.ReadCommentHandling,
            MaxDepth = options.MaxDepth,
        });
    }

    /// <summary>Adds an error for each unknown member.</summary>
    /// <param name="value">One JSON value in UTF-8, which has been bound already; empty for none.</param>
    /// <param name="contract">The contract of the type it was bound to.</param>
    /// <param name="errors">Where to add them.</param>
    public static void Find(ReadOnlySpan<byte> value, JsonTypeInfo contract, ValidationErrors errors)
    {
        if (value.IsEmpty || Contracts.Unwrap(contract) is not { } known)
        {
            return;
        }

        var walk = new UnknownMembers(value, contract.Options, errors);
        walk._reader.Read();
        walk.VisitValue(known);
    }

    private void VisitValue(JsonTypeInfo? contract)
    {
        switch (contract?.Kind, _reader.TokenType)
        {
            case var _ when _errors.IsFull:
                _reader.Skip();
                break;
            case (JsonTypeInfoKind.Object, JsonTokenType.StartObject):
                VisitObject(contract);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonTokenType.StartObject) when Contracts.OfElements(contract) is { } values:
                VisitDictionary(values);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonTokenType.StartArray) when Contracts.OfElements(contract) is { } items:
                VisitArray(items);
                break;
            default:
                _reader.Skip();
                break;
        }
    }

    private void VisitObject(JsonTypeInfo contract)
    {
        var discriminator = contract.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (discriminator is not null)
        {
            contract = FindDerived(contract, discriminator);
        }

        var hasRoomForAll = HasExtensionData(contract);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = _errors.IsFull ? null : FindProperty(contract);
            if (property is not null)
            {
                _reader.Read();
                if (Contracts.Of(property) is { } inner)
                {
                    VisitMember(inner, property.Name);
                    continue;
                }
            }
            else if (!hasRoomForAll && !IsMetadata(contract.Options, discriminator))
            {
                AddUnknown(_reader.GetString()!);
            }

            _reader.Skip();
        }
    }

    private void VisitDictionary(JsonTypeInfo values)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = _reader.GetString()!;
            _reader.Read();
            VisitMember(values, key);
        }
    }

    private void VisitArray(JsonTypeInfo items)
    {
        for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var path = _path ??= new BodyPath();
            path.Enter(i);
            VisitValue(items);
            path.Leave();
        }
    }

    private void VisitMember(JsonTypeInfo contract, string name)
    {
        var path = _path ??= new BodyPath();
        path.Enter(name);
        VisitValue(contract);
        path.Leave();
    }

    private void AddUnknown(string name)
    {
        var path = _path ??= new BodyPath();
        path.Enter(name);
        _errors.Add(path.ToString(), Code, Text);
        path.Leave();
    }

    /// <summary>The type that the object says it is. As in binding, it has to say so at once, unless the options let it say so later.</summary>
    private readonly JsonTypeInfo FindDerived(JsonTypeInfo contract, string discriminator)
    {
        var reader = _reader;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDiscriminator = reader.ValueTextEquals(discriminator);
            var isMetadata = !reader.ValueSpan.IsEmpty && reader.ValueSpan[0] == (byte)'$';
            reader.Read();
            if (isDiscriminator)
            {
                foreach (var derived in contract.PolymorphismOptions!.DerivedTypes)
                {
                    var isIt = derived.TypeDiscriminator switch
                    {
                        string text => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text),
                        int number => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) && value == number,
                        _ => false,
                    };
                    if (isIt)
                    {
                        return contract.Options.TryGetTypeInfo(derived.DerivedType, out var found) ? found : contract;
                    }
                }
            }

            if (isDiscriminator || !(isMetadata || contract.Options.AllowOutOfOrderMetadataProperties))
            {
                break;
            }

            reader.Skip();
        }

        return contract;
    }

    private readonly JsonPropertyInfo? FindProperty(JsonTypeInfo contract)
    {
        Span<char> buffer = stackalloc char[ShortName];
        ReadOnlySpan<char> name = _reader.ValueSpan.Length <= ShortName ? buffer[.._reader.CopyString(buffer)] : _reader.GetString();
        var comparison = contract.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        for (var i = 0; i < contract.Properties.Count; i++)
        {
            var property = contract.Properties[i];
            if (!property.IsExtensionData && name.Equals(property.Name, comparison))
            {
                return property;
            }
        }

        return null;
    }

    private static bool HasExtensionData(JsonTypeInfo contract)
    {
        for (var i = 0; i < contract.Properties.Count; i++)
        {
            if (contract.Properties[i].IsExtensionData)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the serialiser reads for itself: the discriminator of a type, and with reference handling <c>$id</c>, <c>$ref</c> and <c>$values</c>.</summary>
    private readonly bool IsMetadata(JsonSerializerOptions options, string? discriminator) =>
        (discriminator is not null && _reader.ValueTextEquals(discriminator))
        || (options.ReferenceHandler is not null && !_reader.ValueSpan.IsEmpty && _reader.ValueSpan[0] == (byte)'$');
}
