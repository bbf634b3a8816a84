using System.Globalization;

namespace Gateways.Specification.ScaleOut;

/// <content>What one server says after the other is done after the other, whatever it is.</content>
public abstract partial class ScaleOutSpecification
{
    private const int Rounds = 200;

    [Fact]
    public async Task Join_ThenEmitToTheRoom_IsHeard()
    {
        var peer = await ConnectAsync(Hosts[^1], null, "a");

        for (var i = 0; i < Rounds; i++)
        {
            var room = string.Create(CultureInfo.InvariantCulture, $"b{i}");
            await First.To("a").JoinAsync(room);
            await First.To(room).EmitAsync("heard", i);
            await First.To("a").LeaveAsync(room);
            await First.To(room).EmitAsync("heard", -1);
        }

        await First.To("a").EmitAsync("heard", "end");
        for (var i = 0; i < Rounds; i++)
        {
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await peer.Client.HearAsync("heard"));
        }

        Assert.Equal("\"end\"", await peer.Client.HearAsync("heard"));
    }

    [Fact]
    public async Task Emit_ThenDisconnect_IsHeardBefore()
    {
        for (var i = 0; i < Rounds / 20; i++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"user{i}");
            var peer = await ConnectAsync(Hosts[^1], user);

            await First.ToUser(user).EmitAsync("heard", "bye");
            await First.ToUser(user).DisconnectAsync();

            Assert.Equal("\"bye\"", await peer.Client.HearAsync("heard"));
        }
    }
}
