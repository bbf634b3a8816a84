using System.Buffers;
using System.Text.Json;

namespace Gateways.Msgpack;

/// <summary>How many items or properties each array and object of a JSON text has, in the order in which they begin.</summary>
internal ref struct ItemCounts
{
    private int[] _counts;
    private int _length;
    private int _next;

    /// <exception cref="JsonException">It is no JSON, or nested too deep.</exception>
    public ItemCounts(ReadOnlySpan<byte> json, int maxDepth)
    {
        _counts = ArrayPool<int>.Shared.Rent(16);
        var open = ArrayPool<int>.Shared.Rent(maxDepth + 1);
        try
        {
            Count(json, open, maxDepth);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(open);
        }
    }

    public int Next() => _counts[_next++];

    public void Dispose() => ArrayPool<int>.Shared.Return(_counts);

    /// <param name="json">The text.</param>
    /// <param name="open">The places of the arrays that are open, and the complements of those of objects, whose values do not count.</param>
    /// <param name="maxDepth">How deep it may be nested.</param>
    private void Count(ReadOnlySpan<byte> json, int[] open, int maxDepth)
    {
        var depth = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                depth--;
                continue;
            }

            if (depth > 0)
            {
                var parent = open[depth - 1];
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    _counts[~parent]++;
                }
                else if (parent >= 0)
                {
                    _counts[parent]++;
                }
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                var place = Add();
                open[depth++] = reader.TokenType == JsonTokenType.StartArray ? place : ~place;
            }
        }
    }

    private int Add()
    {
        if (_length == _counts.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(_length * 2);
            _counts.CopyTo(larger, 0);
            ArrayPool<int>.Shared.Return(_counts);
            _counts = larger;
        }

        _counts[_length] = 0;
        return _length++;
    }
}
