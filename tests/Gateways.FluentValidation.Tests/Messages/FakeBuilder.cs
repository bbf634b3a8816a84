using System.Diagnostics.CodeAnalysis;
using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.FluentValidation.Tests.Messages;

/// <summary>The registration without an engine.</summary>
internal sealed class FakeBuilder : IGatewaysBuilder
{
    public IServiceCollection Services { get; } = new ServiceCollection().AddOptions();

    public IGatewaysBuilder AddGateway<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TGateway>()
        where TGateway : class, IGatewayDefinition<TGateway>
        => throw new NotSupportedException("There is no engine here.");
}
