// Hand-written SignalR hub: what a competent team would write today. With REDIS it is one of several processes, behind SignalR's own backplane.
using System.Globalization;
using System.Net;
using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using SignalRHub;

var b = WebApplication.CreateBuilder(args);
b.Logging.ClearProviders();
bool inline = Environment.GetEnvironmentVariable("INLINE") == "1";
b.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "5001", CultureInfo.InvariantCulture)));
if (inline) b.WebHost.UseSockets(s => s.UnsafePreferInlineScheduling = true);
b.Services.AddSingleton<IValidator<ChatMessage>, ChatMessageValidator>();
b.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
{
    o.MapInboundClaims = false;
    o.TokenValidationParameters = new TokenValidationParameters
    {
        ValidateIssuer = false,
        ValidateAudience = false,
        NameClaimType = "sub",
        IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("loadgen-secret-loadgen-secret-0123456789")),
    };
    o.Events = new JwtBearerEvents { OnMessageReceived = c => { c.Token = c.Request.Query["access_token"]; return Task.CompletedTask; } };
});
b.Services.AddAuthorization();
var signalR = b.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default));
if (Environment.GetEnvironmentVariable("REDIS") is { Length: > 0 } redis) signalR.AddStackExchangeRedis(redis);
var app = b.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapHub<ChatHub>("/hub");
// Bytes allocated, collections of each generation, milliseconds paused.
app.MapGet("/stats", () => string.Create(
    CultureInfo.InvariantCulture,
    $"{GC.GetTotalAllocatedBytes()} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalPauseDuration().TotalMilliseconds:0}"));
app.Run();
