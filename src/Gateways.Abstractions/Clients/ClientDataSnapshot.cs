using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateways.Infrastructure;

namespace Gateways;

/// <summary>
/// What an application kept on a client, as JSON, as it was when the client was fetched. A value set by name has that name, one set by its type that of the type, <c>Chat.ChatUser</c>. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// The values go through the application's JSON contracts (<c>GatewayOptions.Json</c>): those set by name by their run-time type, those set by a type by that type. What has no contract, or cannot be
/// written, is not here; nor is what is alive rather than data: anything disposable, tasks, delegates, clients, handshakes, principals, and what has a property of such a type. A value that is changed while it
/// is written may be missing: keep immutable ones.
/// </para>
/// <para>All values of a client together have at most <see cref="MaxBytes"/>; what does not fit is left out, whole, and <see cref="IsTruncated"/> says so.</para>
/// </remarks>
public sealed class ClientDataSnapshot : IReadOnlyDictionary<string, JsonElement>
{
    /// <summary>How many bytes of JSON the data of one client may have: 16 KiB. Every fetch carries them from every server.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>How deep a value may be nested, as deep as System.Text.Json itself reads by default.</summary>
    public const int MaxDepth = 64;

    private readonly GatewayJson? _contracts;
    private Dictionary<string, JsonElement>? _values;

    internal ClientDataSnapshot(ReadOnlyMemory<byte> json, GatewayJson? contracts, bool isTruncated)
    {
        (Json, IsTruncated) = (json, isTruncated);
        _contracts = contracts;
    }

    /// <summary>Of a client on which nothing is kept.</summary>
    public static ClientDataSnapshot Empty { get; } = new("{}"u8.ToArray(), null, isTruncated: false);

    /// <summary>All of it as one JSON object.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether values are missing because they did not fit: into <see cref="MaxBytes"/> or <see cref="MaxDepth"/>, or into the answer of the client's server, which is bounded as a whole.</summary>
    public bool IsTruncated { get; }

    /// <inheritdoc/>
    public int Count => Values.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Values.Keys;

    /// <summary>The values, in no particular order.</summary>
    IEnumerable<JsonElement> IReadOnlyDictionary<string, JsonElement>.Values => Values.Values;

    /// <summary>A value; <see cref="JsonValueKind.Undefined"/> when there is none of the name.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    public JsonElement this[string name] => Values.GetValueOrDefault(name);

    private Dictionary<string, JsonElement> Values => _values ??= Read();

    /// <summary>The value of a type, as <see cref="ClientData.Set"/> has stored it; null (for a value type its default) when there is none.</summary>
    /// <exception cref="JsonException">It does not fit: the other server has another version of the type.</exception>
    /// <exception cref="NotSupportedException">The application has no JSON contract for the type.</exception>
    public T? Get<T>() => Get<T>(ClientDataBuilder.NameOf(typeof(T)));

    /// <summary>A value by name, read by the application's JSON contracts; null (for a value type its default) when there is none.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <exception cref="JsonException">It does not fit.</exception>
    /// <exception cref="NotSupportedException">The application has no JSON contract for the type.</exception>
    public T? Get<T>(string name) => Values.TryGetValue(name, out var value) ? value.Deserialize(_contracts!.GetTypeInfo<T>()) : default;

    /// <summary>A value by name, when there is one and it fits.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="NotSupportedException">The application has no JSON contract for the type.</exception>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? value)
    {
        try
        {
            value = Get<T>(name);
            return value is not null && ContainsKey(name);
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out JsonElement value) => Values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, JsonElement> Read()
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(Json.Span, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        foreach (var property in JsonElement.ParseValue(ref reader).EnumerateObject())
        {
            try
            {
                values[property.Name] = property.Value;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair: a name in JavaScript, but in .NET nobody can ask for it.
            }
        }

        return values;
    }
}
