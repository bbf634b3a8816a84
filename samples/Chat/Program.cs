using Chat;
using Gateways;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPooledDbContextFactory<ChatDb>(options => options.UseSqlite(ChatDb.ConnectionString(builder.Configuration, builder.Environment)));
builder.Services.AddSingleton<ChatService>();
builder.Services.AddSingleton<NotificationService>();

builder.Services.AddGateways()
    .AddChatGateways()
    .AddSignalR()
    .AddWebSockets();

var app = builder.Build();

await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync())
{
    await db.Database.EnsureCreatedAsync();
}

app.UseDefaultFiles();
app.UseStaticFiles();
app.MapRooms();
app.MapNotifications();
app.MapGateways();

await app.RunAsync();
