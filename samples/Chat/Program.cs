using Chat;
using FluentValidation;
using Gateways;
using Gateways.Redis;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
if (ServerGroup.ReadCount(builder.Configuration) > 1)
{
    return await ServerGroup.RunAsync(args, builder.Configuration);
}

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPooledDbContextFactory<ChatDb>(options => options.UseSqlite(ChatDb.ConnectionString(builder.Configuration, builder.Environment)));
builder.Services.AddSingleton<ChatService>();
builder.Services.AddSingleton<NotificationService>();

builder.Services.AddSingleton<ChatUsers>();
builder.Services.AddSingleton<TokenIssuer>();
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
builder.Services.ConfigureOptions<ConfigureBearer>();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<IValidator<SendMessage>, SendMessageValidator>();

builder.Services.AddSingleton<PresenceService>();
builder.Services.AddHostedService<PresenceAnnouncer>();
builder.Services.AddControllers();
builder.Services.AddHealthChecks();

var gateways = builder.Services.AddGateways()
    .AddChatGateways()
    .AddFluentValidation()
    .AddJwtGuard()
    .AddPresence()
    .AddSignalR()
    .AddSocketIO()
    .AddWebSockets()
    .AddServerSentEvents(static options => options.AllowRooms<ChatGateway>());
if (builder.Configuration["redis"] is { Length: > 0 } redis)
{
    // The prefix that Node servers have when they are given none: they may share the rooms.
    gateways.AddRedis(redis, static options => options.ChannelPrefix = RedisAdapterOptions.NodeChannelPrefix);
}

if (builder.Configuration.GetValue<bool>("watch-parent"))
{
    builder.Services.AddHostedService<ParentWatch>();
}

var app = builder.Build();

await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync())
{
    await db.Database.EnsureCreatedAsync();
}

app.UseDefaultFiles();
app.UseStaticFiles();
app.MapAuth();
app.MapRooms();
app.MapNotifications();
app.MapControllers();
app.MapHealthChecks("/health");
app.MapGateways();

await app.RunAsync();
return 0;
