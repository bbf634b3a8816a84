using System.Buffers;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateways.Infrastructure;

/// <summary>Gathers the values of a <see cref="ClientDataSnapshot"/>, whoever has written them: what is too large, too deep or no JSON stays out, whole.</summary>
/// <param name="contracts">What they will be read by.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClientDataBuilder(GatewayJson contracts)
{
    /// <summary>Two quotes, a colon, and a comma or the brace.</summary>
    private const int Punctuation = 4;

    private ArrayBufferWriter<byte>? _json;

    /// <summary>Whether something did not fit.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>How many bytes a value may have that is still to be added, its name not counted.</summary>
    public int BytesLeft => ClientDataSnapshot.MaxBytes - Punctuation - 1 - (_json?.WrittenCount ?? 0);

    /// <summary>The name of a value that is stored by its type.</summary>
    public static string NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.ToString();
    }

    /// <summary>Adds a value, if it fits.</summary>
    /// <param name="name">Its name as it stands in JSON, without the quotes. Of several values of one name, the last counts.</param>
    /// <param name="value">The value as JSON.</param>
    /// <returns>False when the value is no JSON, or not in UTF-8.</returns>
    public bool TryAdd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length + value.Length > BytesLeft)
        {
            IsTruncated = true;
            return true;
        }

        if (!Utf8.IsValid(name) || !Utf8.IsValid(value) || !TryMeasure(value, out var depth))
        {
            return false;
        }

        if (depth > ClientDataSnapshot.MaxDepth)
        {
            IsTruncated = true;
            return true;
        }

        _json ??= new ArrayBufferWriter<byte>();
        _json.Write(_json.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        _json.Write(name);
        _json.Write("\":"u8);
        _json.Write(value);
        return true;
    }

    /// <summary>What was gathered.</summary>
    public ClientDataSnapshot Build()
    {
        if (_json is null)
        {
            return IsTruncated ? new ClientDataSnapshot(ClientDataSnapshot.Empty.Json, contracts, isTruncated: true) : ClientDataSnapshot.Empty;
        }

        return new ClientDataSnapshot((byte[])[.. _json.WrittenSpan, (byte)'}'], contracts, IsTruncated);
    }

    private static bool TryMeasure(ReadOnlySpan<byte> value, out int depth)
    {
        depth = 0;
        var reader = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    depth = Math.Max(depth, reader.CurrentDepth + 1);
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
