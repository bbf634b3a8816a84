using System.Collections.Concurrent;

namespace Gateways.Specification.Gateways;

/// <summary>Holds up the reading of a body, by the converter of one of its members.</summary>
public sealed class ReadGate : IDisposable
{
    private static readonly ConcurrentDictionary<string, ReadGate> s_gates = new();
    private readonly ManualResetEventSlim _open = new();
    private readonly Signal _mayRead = new();
    private readonly Signal _reading = new();

    public ReadGate() => s_gates[Name] = this;

    public string Name { get; } = Guid.NewGuid().ToString();

    public Task MayRead => _mayRead.Task;

    public Task IsReading => _reading.WaitAsync();

    /// <summary>Waits, in the middle of a body.</summary>
    public static void Pass(string name)
    {
        var gate = s_gates[name];
        gate._reading.Set();
        Assert.True(gate._open.Wait(Patience.Limit));
    }

    /// <summary>Lets whoever waits for it go on, and returns when the body is being read.</summary>
    public void LetRead()
    {
        _mayRead.Set();
        Assert.True(_reading.Task.Wait(Patience.Limit));
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        s_gates.TryRemove(Name, out _);
        _open.Dispose();
    }
}
