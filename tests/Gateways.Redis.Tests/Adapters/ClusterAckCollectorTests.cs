using Gateways.Adapters;
using Gateways.Redis.Adapters;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Adapters;

public sealed class ClusterAckCollectorTests
{
    private readonly ClusterAckCollector _collector = new(1);

    [Fact]
    public void Stop_NobodyHasAnswered_EveryoneIsTimedOut()
    {
        _collector.Expect(2);
        _collector.OnResponse(new ClusterResponse("r") { Type = ClusterMessageType.ClientCount, ClientCount = 3, ClientIds = ["a", "b"] });

        var results = _collector.Stop();

        // Two by name, one of a server that names nobody, and the server that has not counted.
        Assert.Equal(["", "", "a", "b"], results.Select(static result => result.ClientId).Order(StringComparer.Ordinal));
        Assert.All(results, static result => Assert.Equal(AckOutcome.TimedOut, result.Outcome));
    }

    [Fact]
    public void Stop_AnswersComeLater_ChangeNothing()
    {
        _collector.Expect(1);
        _collector.OnResponse(new ClusterResponse("r") { Type = ClusterMessageType.ClientCount, ClientCount = 2, ClientIds = ["a"] });
        var results = _collector.Stop();
        AckResult[] before = [.. results];

        foreach (var result in results)
        {
            // While somebody reads what there is.
            _collector.OnResponse(new ClusterResponse("r") { Type = ClusterMessageType.Ack, ClientId = "a", Body = "1"u8.ToArray() });
            _collector.OnResponse(new ClusterResponse("r") { Type = ClusterMessageType.Ack, Body = "2"u8.ToArray() });
            _collector.OnAck("late", "3"u8.ToArray(), isError: false, arguments: null);
            _collector.OnGone("a");
        }

        Assert.Equal(before, results);
        Assert.Same(results, _collector.Stop());
        Assert.Equal(2, results.Count);
    }
}
