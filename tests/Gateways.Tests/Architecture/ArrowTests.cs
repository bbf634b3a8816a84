using System.Reflection;

namespace Gateways.Tests.Architecture;

/// <summary>The arrows between the packages, as docs/architecture.md draws them.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Transports = ["Gateways.WebSockets", "Gateways.SignalR", "Gateways.SocketIO", "Gateways.ServerSentEvents"];

    [Fact]
    public void Abstractions_ReferenceOnlyTheFrameworkAndDependencyInjectionAbstractions()
    {
        var references = References("Gateways.Abstractions");

        Assert.DoesNotContain(references, static name => name.StartsWith("Gateways", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.All(references.Where(static name => name.StartsWith("Microsoft.", StringComparison.Ordinal)), static name => Assert.Equal("Microsoft.Extensions.DependencyInjection.Abstractions", name));
    }

    [Fact]
    public void Engine_ReferencesAbstractionsOnly() =>
        Assert.Equal(["Gateways.Abstractions"], References("Gateways").Where(static name => name.StartsWith("Gateways", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Gateways.WebSockets")]
    [InlineData("Gateways.SignalR")]
    [InlineData("Gateways.SocketIO")]
    [InlineData("Gateways.ServerSentEvents")]
    public void Transport_ReferencesTheEngineAndNoOtherTransport(string name)
    {
        var ours = References(name).Where(static reference => reference.StartsWith("Gateways", StringComparison.Ordinal)).Order().ToArray();

        Assert.Equal(["Gateways", "Gateways.Abstractions"], ours);
        Assert.Empty(ours.Intersect(Transports));
    }

    [Fact]
    public void Redis_ReferencesTheEngineAndNoTransport() =>
        Assert.Equal(["Gateways", "Gateways.Abstractions"], References("Gateways.Redis").Where(static name => name.StartsWith("Gateways", StringComparison.Ordinal)).Order());

    [Theory]
    [InlineData("Gateways")]
    [InlineData("Gateways.WebSockets")]
    [InlineData("Gateways.SignalR")]
    [InlineData("Gateways.SocketIO")]
    public void NobodyButRedis_KnowsOfRedis(string name) =>
        Assert.DoesNotContain(References(name), static reference => reference is "Gateways.Redis" or "StackExchange.Redis");

    private static string[] References(string name) => [.. Assembly.Load(name).GetReferencedAssemblies().Select(static reference => reference.Name!)];
}
