using System.Text.Json;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Keeps the first answer.</summary>
internal sealed class FakeAck : IAck
{
    public string? Answer { get; private set; }

    public bool IsRequested => true;

    public bool IsCompleted => Answer is not null;

    public bool Send() => Complete("");

    public bool Send<T>(T value) => Complete(JsonSerializer.Serialize(value));

    public bool Send<T1, T2>(T1 first, T2 second) => Complete(JsonSerializer.Serialize(new object?[] { first, second }));

    public bool Send<T1, T2, T3>(T1 first, T2 second, T3 third) => Complete(JsonSerializer.Serialize(new object?[] { first, second, third }));

    public bool Fail(WsException error) => Complete(error.Message);

    private bool Complete(string answer)
    {
        if (IsCompleted)
            return false;

        Answer = answer;
        return true;
    }
}
