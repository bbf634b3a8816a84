using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Gateways;

/// <summary>What <see cref="JwtGuard"/> accepts, and what becomes of a client whose token expires. Validated when the application starts.</summary>
public sealed class JwtGuardOptions
{
    /// <summary>
    /// The authentication scheme whose <see cref="JwtBearerOptions"/> say which tokens are valid, so that HTTP endpoints and gateways share one configuration. Default: <c>Bearer</c>, the one that
    /// <c>AddAuthentication().AddJwtBearer()</c> adds.
    /// </summary>
    public string Scheme { get; set; } = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>The longest token that is looked at, in characters. Default: 16384. A longer one is invalid.</summary>
    public int MaxTokenLength { get; set; } = 16 * 1024;

    /// <summary>
    /// Whether a client without a token may pass when ASP.NET Core's own authentication, a cookie or a certificate for example, has authenticated its request. Default: true. Its
    /// admission does not expire. A client with a token is judged by its token alone.
    /// </summary>
    public bool AcceptAuthenticatedRequests { get; set; } = true;

    /// <summary>
    /// Whether a client is closed, with <see cref="CloseReason.Unauthorized"/>, when its token expires and was not refreshed. Default: true. When false it stays, and hears what is for it, but
    /// its messages are denied where this guard stands before them.
    /// </summary>
    public bool CloseOnExpiration { get; set; } = true;
}
