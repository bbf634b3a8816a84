using Chat;
using FluentValidation;
using Gateways;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);

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

builder.Services.AddGateways()
    .AddChatGateways()
    .AddFluentValidation()
    .AddJwtGuard()
    .AddSignalR()
    .AddWebSockets();

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
app.MapGateways();

await app.RunAsync();
