namespace Gateways.Specification.Gateways.Stages;

/// <summary>Makes a person of an age.</summary>
public sealed class FindPersonPipe : IPipe<int, Person>
{
    public ValueTask<Person> TransformAsync(int value, PipeContext context) => value switch
    {
        0 => throw new ApplicationException("secret"),
        1 => throw new WsException("too young"),
        _ => new(new Person("Ann", value)),
    };
}
