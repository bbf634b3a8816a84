namespace Gateways.Msgpack;

/// <summary>What a MessagePack value is.</summary>
public enum MsgpackKind
{
    /// <summary>None: the input ends too early, or claims more than it has.</summary>
    Malformed,

    /// <summary>Nil.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A negative number, or one that was written as one that may be.</summary>
    Signed,

    /// <summary>A number that is not negative.</summary>
    Unsigned,

    /// <summary>A number with a fraction, in either width.</summary>
    Double,

    /// <summary>Text, not yet known to be UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>An array; its items follow.</summary>
    Array,

    /// <summary>A map; keys and values follow in turns.</summary>
    Map,

    /// <summary>An extension that says how long it is.</summary>
    Extension,

    /// <summary>An extension whose tag says how long it is: 1, 2, 4, 8 or 16 bytes. To notepack it is another thing than one of the same length that says so itself.</summary>
    FixedExtension,
}
