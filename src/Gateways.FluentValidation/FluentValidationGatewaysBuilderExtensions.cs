using Gateways;
using Gateways.Validation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds validation with FluentValidation.</summary>
public static class FluentValidationGatewaysBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="ValidationPipe"/>, which is then declared where it is to run. Scans nothing: validators are registered by the application, one by one
    /// (<c>services.AddSingleton&lt;IValidator&lt;SendMessage&gt;, SendMessageValidator&gt;()</c>) or with FluentValidation.DependencyInjectionExtensions
    /// (<c>services.AddValidatorsFromAssemblyContaining&lt;Program&gt;()</c>, which cannot be trimmed).
    /// </summary>
    /// <remarks>
    /// Validators that keep no state and take no scoped services are best registered as singletons (<c>AddValidatorsFromAssemblyContaining&lt;Program&gt;(ServiceLifetime.Singleton)</c>): the scan's own
    /// default is scoped, and one scoped validator in the application costs every validated message a service scope.
    /// </remarks>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets what is checked and what is told.</param>
    public static IGatewaysBuilder AddFluentValidation(this IGatewaysBuilder builder, Action<ValidationPipeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(new ValidatorRegistrations(services));
        services.TryAddSingleton<ValidationPipe>();
        return builder;
    }
}
