namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task EmitWithAck_ToNobody_IsCompleteAtOnce()
    {
        await ConnectAsync();

        var collection = await Server.To("empty").EmitWithAckAsync<int>("ask", 7).Soon();

        Assert.True(collection.IsComplete);
        Assert.Empty(collection.Replies);
    }
}
