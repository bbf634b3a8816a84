using Microsoft.Extensions.Options;

namespace Gateways.SocketIO;

/// <summary>Refuses options that cannot work, before the application starts.</summary>
internal sealed class SocketIOTransportOptionsValidator : IValidateOptions<SocketIOTransportOptions>
{
    public ValidateOptionsResult Validate(string? name, SocketIOTransportOptions options) =>
        options.Errors() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
