namespace Gateways.Redis.Protocol;

/// <summary>What the next MessagePack value is.</summary>
internal enum MsgpackKind
{
    Malformed,
    Nil,
    Boolean,
    Signed,
    Unsigned,
    Double,
    Text,
    Binary,
    Array,
    Map,
    Extension,
}
