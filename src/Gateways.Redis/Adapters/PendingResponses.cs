using Gateways.Redis.Protocol;

namespace Gateways.Redis.Adapters;

/// <summary>Gathers the responses of the other servers to one request.</summary>
internal sealed class PendingResponses(int expected) : IPendingRequest
{
    private readonly Lock _gate = new();
    private readonly List<ClusterResponse> _responses = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Expected { get; } = expected;

    /// <summary>Completes when every server has answered.</summary>
    public Task Done => Expected <= 0 ? Task.CompletedTask : _done.Task;

    public IReadOnlyList<ClusterResponse> Responses
    {
        get
        {
            lock (_gate)
            {
                return [.. _responses];
            }
        }
    }

    public void OnResponse(ClusterResponse response)
    {
        lock (_gate)
        {
            _responses.Add(response);
            if (_responses.Count == Expected)
            {
                _done.TrySetResult();
            }
        }
    }
}
