using Gateways;
using Gateways.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds JSON Web Tokens.</summary>
public static class JwtBearerGatewaysBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="JwtGuard"/>, which is then declared where it is to stand. Which tokens are valid is the affair of a scheme of ASP.NET Core, added with
    /// <c>services.AddAuthentication().AddJwtBearer(..)</c>.
    /// </summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Names the scheme and sets habits.</param>
    public static IGatewaysBuilder AddJwtGuard(this IGatewaysBuilder builder, Action<JwtGuardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<JwtGuardOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JwtGuardOptions>, JwtGuardOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<JwtGuard>();
        return builder;
    }
}
