using Gateways.Specification.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.Tests.Hosting;

public sealed class RegistrationTests
{
    [Fact]
    public void MapGateways_WithoutAddGateways_TellsWhatToCall()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Contains("AddGateways()", Assert.Throws<InvalidOperationException>(() => app.MapGateways()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MapGateways_WithoutTransport_TellsWhatToCall()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGateways();

        Assert.Contains("AddWebSockets()", Assert.Throws<InvalidOperationException>(() => builder.Build().MapGateways()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddGateway_TwiceInAnyOrder_IsMappedOnce()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<Probe>();
        builder.Services.AddGateways().AddWebSockets().AddGateway<SpecificationGateway>();
        builder.Services.AddGateways().AddGateway<SpecificationGateway>().AddWebSockets();
        using var app = (IDisposable)builder.Build();

        ((WebApplication)app).MapGateways();

        Assert.Single(((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints));
    }

    [Fact]
    public async Task Start_BadOptions_FailsAndNamesThem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGateways(static options => options.MaxPendingAcks = 0).AddWebSockets(static options => options.MaxFragments = 0);
        await using var app = builder.Build();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        var text = error.ToString();
        Assert.True(error is OptionsValidationException or AggregateException);
        Assert.Contains("GatewayOptions.MaxPendingAcks is '0'", text, StringComparison.Ordinal);
    }
}
