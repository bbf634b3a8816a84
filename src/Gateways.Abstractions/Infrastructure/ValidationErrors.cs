using System.ComponentModel;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>What a validation pipe has found wrong with one value: no more than the options allow, and in the names of the wire.</summary>
/// <param name="options">How many, and how many of one property.</param>
/// <param name="contract">The value's contract.</param>
/// <param name="path">The value's place in the body.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValidationErrors(ValidationPipeOptions options, JsonTypeInfo contract, string path)
{
    private List<ValidationError>? _errors;

    /// <summary>Whether looking further is in vain.</summary>
    public bool IsFull => _errors is not null && _errors.Count >= options.MaxErrors;

    /// <summary>Adds an error, unless there are enough, or enough of its property.</summary>
    /// <param name="property">The place below the value, in the names of the wire.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="message">The text.</param>
    public void Add(string property, string code, string message)
    {
        if (IsFull)
        {
            return;
        }

        var place = BodyPath.Join(path, property);
        if (_errors is null || !options.StopAtFirstError || !_errors.Exists(error => error.Property == place))
        {
            (_errors ??= []).Add(new ValidationError(place, code, message));
        }
    }

    /// <summary>Adds an error whose place is known in the names of the code, for example <c>Items[2].Name</c>.</summary>
    /// <param name="within">The place of the object below the value, in the names of the wire.</param>
    /// <param name="member">The member's place below that object, in the names of the code.</param>
    /// <param name="contract">The object's contract; null where nobody knows it.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="message">The text.</param>
    public void AddMember(string within, string member, JsonTypeInfo? contract, string code, string message) => Add(BodyPath.Join(within, ToWire(member, contract)), code, message);

    /// <summary>Adds an error for each member that the client sent and the value's type does not have.</summary>
    /// <param name="value">The value as the client sent it; it has been bound already.</param>
    public void AddUnknownMembers(ReadOnlySpan<byte> value) => UnknownMembers.Find(value, contract, this);

    /// <summary>Refuses the message when anything is wrong.</summary>
    /// <exception cref="WsValidationException">Something is.</exception>
    public void ThrowIfAny()
    {
        if (_errors is not null)
        {
            throw new WsValidationException(_errors);
        }
    }

    /// <summary>Members are looked up in the contract, so that a name of their own (<c>[JsonPropertyName]</c>) is told; what it does not know goes through the naming policy.</summary>
    private string ToWire(string member, JsonTypeInfo? within)
    {
        var wire = new StringBuilder(member.Length);
        var rest = member.AsSpan();
        while (rest.Length > 0)
        {
            if (rest[0] == '[')
            {
                var end = rest.IndexOf(']');
                var index = end < 0 ? rest : rest[..(end + 1)];
                wire.Append(index);
                rest = rest[index.Length..];
                within = Contracts.OfElements(within);
                continue;
            }

            if (rest[0] == '.')
            {
                rest = rest[1..];
                continue;
            }

            var length = rest.IndexOfAny('.', '[');
            var name = (length < 0 ? rest : rest[..length]).ToString();
            var property = Contracts.FindMember(within, name);
            wire.Append(wire.Length > 0 ? "." : "").Append(property?.Name ?? contract.Options.PropertyNamingPolicy?.ConvertName(name) ?? name);
            rest = rest[name.Length..];
            within = Contracts.Of(property);
        }

        return wire.ToString();
    }
}
