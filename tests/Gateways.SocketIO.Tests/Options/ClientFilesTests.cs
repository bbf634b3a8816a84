using System.Net;
using System.Net.Http.Headers;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>The browser client's files under the path of the protocol.</summary>
public sealed class ClientFilesTests : IAsyncLifetime
{
    private const string Script = "globalThis.io = () => 'here';";

    private readonly HttpClient _http = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateways-client-files");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "socket.io.min.js"), Script);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "socket.io.min.js.map"), "{}");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secrets.txt"), "none of yours");
    }

    public Task DisposeAsync()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task File_IsServedAsNodeServesIt()
    {
        await using var host = await StartAsync();

        using var response = await _http.GetAsync(Url(host, "socket.io.min.js")).Soon();

        Assert.Equal((HttpStatusCode.OK, "application/javascript; charset=utf-8"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal(Script, await response.Content.ReadAsStringAsync().Soon());
        Assert.Equal((true, TimeSpan.Zero), (response.Headers.CacheControl!.Public, response.Headers.CacheControl.MaxAge));
        using var again = new HttpRequestMessage(HttpMethod.Get, Url(host, "socket.io.min.js")) { Headers = { IfNoneMatch = { response.Headers.ETag! } } };
        using var unchanged = await _http.SendAsync(again).Soon();
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync().Soon());
    }

    [Fact]
    public async Task Map_IsJson()
    {
        await using var host = await StartAsync();

        using var response = await _http.GetAsync(Url(host, "socket.io.min.js.map")).Soon();

        Assert.Equal((HttpStatusCode.OK, new MediaTypeHeaderValue("application/json", "utf-8")), (response.StatusCode, response.Content.Headers.ContentType));
    }

    [Fact]
    public async Task Head_GivesLengthAndNothingElse()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, Url(host, "socket.io.min.js"));

        using var response = await _http.SendAsync(request).Soon();

        Assert.Equal((HttpStatusCode.OK, (long?)Script.Length), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync().Soon());
    }

    [Theory]
    [InlineData("socket.io.js")]
    [InlineData("secrets.txt")]
    [InlineData("..%2fsecrets.txt")]
    [InlineData("socket.io.min.js/")]
    public async Task OtherFiles_AreNotFound(string name)
    {
        await using var host = await StartAsync();

        using var response = await _http.GetAsync(Url(host, name)).Soon();

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.OK]);
        Assert.DoesNotContain("yours", await response.Content.ReadAsStringAsync().Soon(), StringComparison.Ordinal);
        Assert.Equal(name.EndsWith('/'), response.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Default_ServesNone()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());

        using var response = await _http.GetAsync(Url(host, "socket.io.min.js")).Soon();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Uri Url(SpecificationHost host, string name) => new($"{host.Address}socket.io/{name}");

    private Task<SpecificationHost> StartAsync() =>
        SpecificationHost.StartAsync(builder => builder.AddSocketIO(options => options.ClientFiles = new PhysicalFileProvider(_folder.FullName)));
}
