using Gateways.Hosting;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Tests.Hosting;

public sealed class OriginPolicyTests
{
    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("HTTPS://APP.EXAMPLE", true)]
    [InlineData("http://app.example", false)]
    [InlineData("https://app.example:8443", false)]
    [InlineData("https://app.example/", false)]
    [InlineData("https://app.example.evil.com", false)]
    [InlineData("https://evil.com", false)]
    [InlineData("https://app.exampl", false)]
    [InlineData("https://xapp.example", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData("https://friend.example", true)]
    [InlineData("https://FRIEND.example", true)]
    [InlineData("https://good.evil.com", false)]
    [InlineData("https://friend.example.evil.com", false)]
    [InlineData("https://friend.example:444", false)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://localhost", false)]
    public void Allows_OneOrigin_SameOrListed(string origin, bool expected) => Assert.Equal(expected, Allows(new GatewayOptions(), origin));

    [Fact]
    public void Allows_NoOrigin_AsTheOptionSays()
    {
        Assert.True(Allows(new GatewayOptions()));
        Assert.False(Allows(new GatewayOptions { AllowMissingOrigin = false }));
    }

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    [InlineData("none", false)]
    public void Allows_NoOriginFromABrowser_OnlyThePagesOfItsOwn(string site, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["Sec-Fetch-Site"] = site;

        Assert.Equal(expected, Policy(new GatewayOptions { AllowMissingOrigin = false }).Allows(context.Request));
    }

    [Fact]
    public void Allows_AnotherSchemeBehindAProxy_SaysSoOnceInAWhile()
    {
        var (time, log) = (new FakeTimeProvider(), new LogRecorder());
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var policy = new OriginPolicy(new GatewayOptions(), time, loggers.CreateLogger<OriginPolicy>());
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new HostString("app.example"));
        request.Headers.Origin = "https://app.example";

        Assert.False(policy.Allows(request));
        var line = Assert.Single(log.Lines);
        Assert.Equal((1030, LogLevel.Warning), (line.EventId, line.Level));
        Assert.Contains("A page of https://app.example was refused: the server takes itself for http://app.example.", line.Text, StringComparison.Ordinal);
        Assert.Contains("UseForwardedHeaders", line.Text, StringComparison.Ordinal);

        request.Headers.Origin = "https://" + new string('x', 10_000);
        Assert.False(policy.Allows(request));
        Assert.Single(log.Lines);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(policy.Allows(request));
        Assert.False(policy.Allows(request));
        Assert.Equal(2, log.Lines.Count);
        Assert.True(log.Lines.Last().Text.Length < 1000);
    }

    [Fact]
    public void Allows_ItsOwnPages_SaysNothing()
    {
        var log = new LogRecorder();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var policy = new OriginPolicy(new GatewayOptions(), TimeProvider.System, loggers.CreateLogger<OriginPolicy>());
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("https", new HostString("app.example"));

        Assert.True(policy.Allows(request));
        request.Headers.Origin = "https://app.example";
        Assert.True(policy.Allows(request));

        Assert.Empty(log.Lines);
    }

    [Fact]
    public void Allows_TwoOrigins_Never() => Assert.False(Allows(new GatewayOptions(), "https://app.example", "https://app.example"));

    [Fact]
    public void Allows_Star_EveryOneOrigin()
    {
        var options = new GatewayOptions();
        options.AllowedOrigins.Add("*");

        Assert.True(Allows(options, "https://evil.com"));
        Assert.True(Allows(options, "null"));
        Assert.False(Allows(options, "https://a.com", "https://b.com"));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("https://a.example", true)]
    [InlineData("http://a.example:8080", true)]
    [InlineData("https://a.example/", false)]
    [InlineData("https://a.example/path", false)]
    [InlineData("https://*.example", false)]
    [InlineData("a.example", false)]
    [InlineData("ftp://a.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsOrigin_Text_IsOneOrNot(string? text, bool expected) => Assert.Equal(expected, OriginPolicy.IsOrigin(text));

    private static bool Allows(GatewayOptions options, params string[] origins)
    {
        options.AllowedOrigins.Add("https://friend.example");
        options.AllowedOrigins.Add("http://localhost:3000");
        var request = new DefaultHttpContext().Request;
        request.Scheme = "https";
        request.Host = new HostString("app.example");
        if (origins.Length > 0)
        {
            request.Headers.Origin = new StringValues(origins);
        }

        return Policy(options).Allows(request);
    }

    private static OriginPolicy Policy(GatewayOptions options) => new(options, TimeProvider.System, NullLogger<OriginPolicy>.Instance);
}
