namespace Gateways.Tests.Hosting;

/// <summary>Tests that have messages handled run alone: the activity source is one for the whole process, and others may listen to it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
