using System.Net;
using System.Net.ServerSentEvents;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>An application with the endpoints under test, and no gateway.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EndpointHost(WebApplication app, LogRecorder log) => (_app, Log, Address) = (app, log, new Uri(app.Urls.First()));

    public Uri Address { get; }

    public LogRecorder Log { get; }

    public Feeds Feeds => _app.Services.GetRequiredService<Feeds>();

    public static async Task<EndpointHost> StartAsync<TController>(TimeProvider? time = null)
    {
        var log = new LogRecorder();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<Feeds>().AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddAuthentication(QueryAuthentication.Name).AddScheme<AuthenticationSchemeOptions, QueryAuthentication>(QueryAuthentication.Name, null);
        builder.Services.AddAuthorization();
        builder.Services.AddControllers().ConfigureApplicationPartManager(static parts =>
        {
            parts.ApplicationParts.Clear();
            parts.FeatureProviders.Clear();
            parts.ApplicationParts.Add(new AssemblyPart(typeof(TController).Assembly));
            parts.FeatureProviders.Add(new Only<TController>());
        });
        var app = builder.Build();
        app.MapControllers();
        app.MapGet("/minimal/numbers", static (Feeds feeds) => TypedResults.Sse(feeds.Numbers, "number"));
        app.MapGet("/minimal/order", static (HttpResponse response) => TypedResults.Sse(Feeds.ReadOrderAsync(response)));
        app.MapGet("/minimal/values", static (Feeds feeds) => TypedResults.Sse(feeds.ReadAsync()));
        app.MapGet("/minimal/items", static (Feeds feeds) => TypedResults.Sse(feeds.ReadItemsAsync()));
        app.MapGet("/minimal/stream/{userId}", static (string userId, Feeds feeds) =>
            TypedResults.Sse(Selected.From(feeds.Events, one => one.UserId == userId, static one => new SseItem<object>(one.Payload, "notification"))));
        await app.StartAsync().Soon();
        return new EndpointHost(app, log);
    }

    /// <summary>Stops, as a deploy does; streams that are open must not hold it up.</summary>
    public Task StopAsync() => Task.Run(() => _app.StopAsync());

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().Soon();
        await _app.DisposeAsync().Soon();
    }

    private sealed class Only<TController> : ControllerFeatureProvider
    {
        protected override bool IsController(System.Reflection.TypeInfo typeInfo) => typeInfo == typeof(TController);
    }
}
