using Microsoft.Extensions.Logging;

namespace Gateways.Testing;

/// <summary>One line of the server's log.</summary>
/// <param name="Category">The logger's name.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="EventId">Its number.</param>
/// <param name="Message">Its text, with its values.</param>
/// <param name="Exception">The exception it came with, if any.</param>
public sealed record GatewayTestLogLine(string Category, LogLevel Level, EventId EventId, string Message, Exception? Exception)
{
    /// <summary>The line as failures show it.</summary>
    public override string ToString() =>
        $"{Level} {Category}[{EventId.Id}] {Message}{(Exception is null ? "" : $" {Exception.GetType().Name}: {Exception.Message}")}";
}
