using Microsoft.Extensions.Logging;

namespace Gateways.Specification.Hosting;

/// <summary>One line of the log.</summary>
public sealed record LogLine(LogLevel Level, int EventId, string Text, Exception? Error);
