using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Validation;

/// <summary>The validators that the application has registered, read when the first one asks: by then they all are.</summary>
internal sealed class ValidatorRegistrations(IServiceCollection services)
{
    private readonly Lazy<Dictionary<Type, Type>> _byItem = new(() => Validators(services)
        .Where(static type => !type.ContainsGenericParameters)
        .DistinctBy(static type => type)
        .ToDictionary(static type => type.GenericTypeArguments[0]));

    /// <summary>Whether any of them wants a scope to live in.</summary>
    public bool AreScoped => services.Any(static service => IsValidator(service) && service.Lifetime != ServiceLifetime.Singleton);

    /// <summary>The service type of a type's validator. Looked up, never constructed: native code has only the ones that were registered.</summary>
    public Type? Find(Type type) => _byItem.Value.GetValueOrDefault(type);

    private static IEnumerable<Type> Validators(IServiceCollection services) => services.Where(IsValidator).Select(static service => service.ServiceType);

    private static bool IsValidator(ServiceDescriptor service) => service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IValidator<>);
}
