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

    public bool Fail(WsException error) => Complete(error.Message);

    private bool Complete(string answer)
    {
        if (IsCompleted)
            return false;

        Answer = answer;
        return true;
    }
}
