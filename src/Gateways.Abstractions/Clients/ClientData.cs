using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>
/// The application's own values on a client, by name or by type. Thread-safe; takes no memory until the first value is set. Who fetches clients, on other servers too, is told of them as
/// JSON (<see cref="ClientSnapshot.Data"/>): keep what must not leave this server out of their contracts, with <c>[JsonIgnore]</c>.
/// </summary>
public sealed class ClientData
{
    private readonly Lock _gate = new();
    private Dictionary<object, object>? _values;

    /// <summary>A value by name; null when it was never set. Setting null removes it.</summary>
    public object? this[string name]
    {
        get => Read(name);
        set => Write(name, value);
    }

    /// <summary>The value of a type, or null (for a value type its default) when it was never set.</summary>
    public T? Get<T>() => Read(typeof(T)) is T value ? value : default;

    /// <summary>The value of a type, when one was set.</summary>
    public bool TryGet<T>([NotNullWhen(true)] out T? value)
    {
        if (Read(typeof(T)) is T found)
        {
            value = found;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Stores the one value of a type, replacing an earlier one; null removes it.</summary>
    public void Set<T>(T? value) => Write(typeof(T), value);

    /// <summary>Takes over the values of another bag, where this one has none of that name or type.</summary>
    public void Merge(ClientData other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var values = other.ToArray();
        lock (_gate)
        {
            foreach (var (key, value) in values)
            {
                (_values ??= []).TryAdd(key, value);
            }
        }
    }

    /// <summary>All values as they are now: each under its name, a <see cref="string"/>, or its <see cref="Type"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public KeyValuePair<object, object>[] ToArray()
    {
        lock (_gate)
        {
            return _values is null ? [] : [.. _values];
        }
    }

    private object? Read(object key)
    {
        lock (_gate)
        {
            return _values?.GetValueOrDefault(key);
        }
    }

    private void Write(object key, object? value)
    {
        lock (_gate)
        {
            if (value is null)
            {
                _values?.Remove(key);
            }
            else
            {
                (_values ??= [])[key] = value;
            }
        }
    }
}
