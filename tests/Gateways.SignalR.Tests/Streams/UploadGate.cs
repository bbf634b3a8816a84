using Gateways.Specification;

namespace Gateways.SignalR.Tests.Streams;

/// <summary>What slow handlers wait for.</summary>
public sealed class UploadGate
{
    private readonly Signal _open = new();

    public Task Opened => _open.Task;

    public void Open() => _open.Set();
}
