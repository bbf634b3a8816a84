using System.Text.Json;

namespace Gateways.Conformance.Host;

public interface IConformanceEvents
{
    /// <summary>Without a payload.</summary>
    ValueTask Ping();

    ValueTask Said(Said said);

    ValueTask Left(Left left);

    /// <summary>With two payloads.</summary>
    ValueTask Pair(string first, int second);

    [Event("tick-tock")]
    ValueTask Ticked(int number);

    ValueTask Anything(JsonElement payload);
}
