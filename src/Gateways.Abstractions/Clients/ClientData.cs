using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>The application's own values on a client, by name or by type. Thread-safe; takes no memory until the first value is set.</summary>
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
        KeyValuePair<object, object>[] values;
        lock (other._gate)
        {
            values = other._values is null ? [] : [.. other._values];
        }

        lock (_gate)
        {
            foreach (var (key, value) in values)
            {
                (_values ??= []).TryAdd(key, value);
            }
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
