using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

/// <summary>The cookie of a handshake; what its builder leaves open is as in Node, and no script may read it.</summary>
internal static class EngineIOCookie
{
    public static CookieOptions Build(CookieBuilder builder, HttpContext context)
    {
        var options = builder.Build(context);
        options.Path = builder.Path ?? "/";
        options.HttpOnly = true;
        options.SameSite = builder.SameSite == SameSiteMode.Unspecified ? SameSiteMode.Lax : builder.SameSite;
        return options;
    }
}
