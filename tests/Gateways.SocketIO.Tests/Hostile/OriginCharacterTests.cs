using System.Text;
using Gateways.SocketIO.Tests.Transports;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>Origins that no header may hold, before anybody asks whose they are. A server may refuse most of them by itself, so here is none.</summary>
public sealed class OriginCharacterTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData('\u0000', true)]
    [InlineData('\u0008', true)]
    [InlineData('\n', true)]
    [InlineData('\r', true)]
    [InlineData('\u001f', true)]
    [InlineData('\u007f', true)]
    [InlineData('\u0100', true)]
    [InlineData('\u20ac', true)]
    [InlineData('\uffff', true)]
    [InlineData('\t', false)]
    [InlineData(' ', false)]
    [InlineData('~', false)]
    [InlineData('\u0080', false)]
    [InlineData('\u00ff', false)]
    public async Task Origin_WithACharacter_IsIllegalOrForeign(char character, bool isIllegal)
    {
        var context = new DefaultHttpContext { RequestServices = Host.Services };
        context.Response.Body = new MemoryStream();
        context.Request.Host = new HostString("localhost");
        context.Request.Headers.Origin = $"http://a{character}b";

        await RecordedLink.AskAsync(Host, context, "?EIO=4&transport=polling").Soon();

        Assert.Equal(
            isIllegal ? (400, """{"code":3,"message":"Bad request"}""") : (403, """{"code":4,"message":"Forbidden"}"""),
            (context.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray())));
    }
}
