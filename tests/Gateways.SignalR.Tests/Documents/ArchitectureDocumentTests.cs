using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.SignalR.Tests.Documents;

/// <summary>Keeps the wire examples of <c>docs/architecture.md</c> true: each request is sent as it stands there, and the answer must be the line below it.</summary>
public sealed partial class ArchitectureDocumentTests
{
    private const char RecordSeparator = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task WebSocketExample_SentAsWritten_IsAnsweredAsWritten()
    {
        var (request, answer) = Example("WebSocket");
        await using var app = await StartAsync();
        using var socket = await ConnectAsync(app, "/chat");

        await SendAsync(socket, request);

        Assert.Equal(answer, await ReceiveAsync(socket));
    }

    [Fact]
    public async Task SignalRExample_SentAsWritten_IsAnsweredAsWritten()
    {
        var (request, answer) = Example("SignalR");
        await using var app = await StartAsync();
        using var socket = await ConnectAsync(app, "/chat/signalr");
        await SendAsync(socket, """{"protocol":"json","version":1}""" + RecordSeparator);
        Assert.Equal("{}" + RecordSeparator, await ReceiveAsync(socket));

        await SendAsync(socket, request);

        Assert.Equal(answer, await ReceiveAsync(socket));
    }

    private static (string Request, string Answer) Example(string wire)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryRoot(), "docs", "architecture.md"));
        var at = Array.FindIndex(lines, line => ExampleLine().Match(line) is { Success: true } match && match.Groups["wire"].Value == wire);
        Assert.True(at >= 0, $"docs/architecture.md has no example of {wire}.");
        return (Wire(ExampleLine().Match(lines[at]).Groups["message"].Value), Wire(lines[at + 1].Trim()));
    }

    private static string Wire(string text) => text.Replace("<RS>", RecordSeparator.ToString(), StringComparison.Ordinal);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateways.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddGateways().AddGateway<DocumentGateway>().AddSignalR().AddWebSockets();
        var app = builder.Build();
        app.MapGateways();
        await app.StartAsync();
        return app;
    }

    private static async Task<ClientWebSocket> ConnectAsync(WebApplication app, string path)
    {
        var address = new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) { Scheme = "ws", Path = path };
        var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(address.Uri, limit.Token);
        return socket;
    }

    private static async Task SendAsync(ClientWebSocket socket, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(Patience);
        var result = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }

    [GeneratedRegex(@"^(?<wire>SignalR|WebSocket)\s+(?<message>\{.*)$")]
    private static partial Regex ExampleLine();
}
