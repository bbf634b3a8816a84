using System.Text;
using Gateways.Infrastructure;

namespace Gateways;

/// <summary>For which message and which parameter a pipe runs.</summary>
/// <param name="Message">The message.</param>
/// <param name="Parameter">The parameter.</param>
public readonly record struct PipeContext(GatewayContext Message, PipeParameter Parameter)
{
    /// <summary>The part of the body that the parameter is bound from: one JSON value in UTF-8, empty when the client sent none. Valid until the next await.</summary>
    /// <exception cref="ObjectDisposedException">The message has ended.</exception>
    public ReadOnlySpan<byte> GetRawValue() => Parameter.Target switch
    {
        PipeTarget.Property => BodyReader.FindProperty(Message.Body, Encoding.UTF8.GetBytes(Parameter.Property ?? "")),
        PipeTarget.Argument => BodyReader.FindArgument(Message.Body, Parameter.Index, Message.HasSingleArgument),
        _ => Message.Body,
    };
}
