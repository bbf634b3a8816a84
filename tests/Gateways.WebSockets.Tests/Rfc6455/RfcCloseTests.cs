namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>Every breach of the rules is answered with its code, and the code arrives: the connection ends in order, never with a reset.</summary>
public sealed class RfcCloseTests(RfcHost host) : IClassFixture<RfcHost>
{
    public static TheoryData<string> Names => [.. RfcCase.All.Select(static item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Send_FramesOfTheCase_AreClosedWithItsCode(string name)
    {
        var item = RfcCase.All.Single(item => item.Name == name);
        await using var raw = await host.ConnectAsync();

        await raw.SendAsync(item.Frames);

        Assert.Equal(item.Code, (await raw.ReadCloseAsync()).CloseCode);
        Assert.True(await raw.EndsInOrderAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Send_FramesOfTheCaseByteByByte_AreClosedWithTheSameCode(string name)
    {
        var item = RfcCase.All.Single(item => item.Name == name);
        await using var raw = await host.ConnectAsync();
        var bytes = item.Frames.SelectMany(static frame => frame).ToArray();

        // The first bytes one by one, the rest at once. The server may have closed before the last of them.
        try
        {
            foreach (var one in bytes.Take(40))
            {
                await raw.SendAsync([one]);
            }

            await raw.SendAsync(bytes[Math.Min(40, bytes.Length)..]);
        }
        catch (IOException)
        {
            // It has.
        }

        Assert.Equal(item.Code, (await raw.ReadCloseAsync()).CloseCode);
    }
}
