namespace Gateways.Protocol;

/// <summary>What is being written has become longer than it may be.</summary>
internal sealed class BufferLimitException() : Exception("What is being written has become longer than it may be.");
