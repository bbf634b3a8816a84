namespace Gateways.Tests.Hosting;

/// <summary>One write to a held connection.</summary>
internal sealed record WrittenBatch(string Text, int Count, int ByteCount, bool IsApart = false);
