using System.Threading.Channels;
using Gateways.Specification;

namespace Gateways.SocketIO.Tests.Clients;

/// <summary>An Engine.IO client that does what it is told and answers pings, if it is to. Binary packets are texts that begin with <c>b</c>.</summary>
internal abstract class EngineClient : IAsyncDisposable
{
    private readonly Channel<string> _packets = Channel.CreateUnbounded<string>();

    public bool AnswersPings { get; set; } = true;

    public bool KeepsPings { get; set; }

    /// <summary>The packet the server began with.</summary>
    public string Handshake { get; protected set; } = "";

    public string Sid => Handshake.Split('"')[3];

    /// <summary>Packets as they come; ends with the connection.</summary>
    public ChannelReader<string> Packets => _packets.Reader;

    public abstract Task SendAsync(string packet);

    public abstract Task SendBytesAsync(byte[] bytes);

    /// <summary>Says goodbye to the server.</summary>
    public abstract Task CloseAsync();

    /// <summary>Cuts everything.</summary>
    public abstract void Abort();

    public abstract ValueTask DisposeAsync();

    public Task<string> NextAsync() => Packets.ReadAsync().Soon();

    /// <summary>Enters a namespace; what its connection hook says comes next.</summary>
    public async Task EnterAsync(string @namespace)
    {
        await SendAsync($"40{@namespace},");
        Assert.StartsWith($"40{@namespace},{{\"sid\":\"", await NextAsync(), StringComparison.Ordinal);
    }

    /// <summary>Waits for the end; packets that come before it are thrown away.</summary>
    public async Task EndedAsync()
    {
        while (await Packets.WaitToReadAsync().Soon())
        {
            Packets.TryRead(out _);
        }
    }

    protected async Task OnPacketAsync(string packet)
    {
        if (packet == "2" && AnswersPings)
        {
            await SendAsync("3");
        }

        if (packet == "2" ? KeepsPings : packet != "6")
        {
            _packets.Writer.TryWrite(packet);
        }
    }

    protected void OnEnded() => _packets.Writer.TryComplete();
}
