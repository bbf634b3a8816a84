using System.Buffers.Binary;

namespace Gateways.Msgpack;

/// <summary>
/// Walks through MessagePack of any width without trusting it: a length or count that the rest of the input cannot hold is malformed, so
/// nothing is ever allocated for a number that was merely claimed. Never throws.
/// <see href="https://github.com/msgpack/msgpack/blob/master/spec.md#formats">MessagePack, formats</see>
/// </summary>
/// <param name="input">What to read.</param>
public ref struct MsgpackReader(ReadOnlySpan<byte> input)
{
    private readonly ReadOnlySpan<byte> _input = input;
    private int _position;
    private MsgpackKind _kind;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _position == _input.Length;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>The number just read: bits of a signed or unsigned number, of a double, 0 or 1 of a boolean, the count of an array or map, the type of an extension.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the value just read is notepack's undefined: an extension of type 0 and fixed length 1.</summary>
    public readonly bool IsUndefined => _kind == MsgpackKind.FixedExtension && Number == 0 && Bytes.Length == 1;

    /// <summary>The bytes of the text, binary or extension just read.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Reads one value; of an array or map only its header.</summary>
    public MsgpackKind Read() => _kind = IsAtEnd ? MsgpackKind.Malformed : ReadValue();

    /// <summary>Reads the header of an array.</summary>
    /// <param name="count">How many items follow; not more than there are bytes.</param>
    public bool TryReadArray(out int count) => TryReadHeader(MsgpackKind.Array, out count);

    /// <summary>Reads the header of a map.</summary>
    /// <param name="count">How many pairs follow; not more than there are bytes for.</param>
    public bool TryReadMap(out int count) => TryReadHeader(MsgpackKind.Map, out count);

    /// <summary>Reads a text; it need not be UTF-8.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> utf8)
    {
        var isText = Read() == MsgpackKind.Text;
        utf8 = isText ? Bytes : default;
        return isText;
    }

    /// <summary>Steps over one value with everything in it, without recursion.</summary>
    public bool TrySkip()
    {
        for (var open = 1L; open > 0; open--)
        {
            switch (Read())
            {
                case MsgpackKind.Malformed:
                    return false;
                case MsgpackKind.Array:
                    open += Number;
                    break;
                case MsgpackKind.Map:
                    open += Number * 2;
                    break;
            }
        }

        return true;
    }

    private MsgpackKind ReadValue()
    {
        var tag = _input[_position++];
        return tag switch
        {
            < 0x80 => Set(MsgpackKind.Unsigned, tag),
            < 0x90 => ReadCount(MsgpackKind.Map, tag & 0x0F),
            < 0xA0 => ReadCount(MsgpackKind.Array, tag & 0x0F),
            < 0xC0 => ReadBytes(MsgpackKind.Text, tag & 0x1F),
            >= 0xE0 => Set(MsgpackKind.Signed, (sbyte)tag),
            0xC0 => Set(MsgpackKind.Nil, 0),
            0xC2 or 0xC3 => Set(MsgpackKind.Boolean, tag & 1),
            >= 0xC4 and <= 0xC6 => ReadSized(MsgpackKind.Binary, 1 << (tag - 0xC4)),
            >= 0xC7 and <= 0xC9 => ReadExtension(1 << (tag - 0xC7)),
            0xCA => ReadSingle(),
            0xCB => ReadNumber(MsgpackKind.Double, 8),
            >= 0xCC and <= 0xCF => ReadNumber(MsgpackKind.Unsigned, 1 << (tag - 0xCC)),
            >= 0xD0 and <= 0xD3 => ReadSigned(1 << (tag - 0xD0)),
            >= 0xD4 and <= 0xD8 => ReadExtension(MsgpackKind.FixedExtension, 1 << (tag - 0xD4)),
            >= 0xD9 and <= 0xDB => ReadSized(MsgpackKind.Text, 1 << (tag - 0xD9)),
            0xDC or 0xDD => ReadWideCount(MsgpackKind.Array, 2 << (tag - 0xDC)),
            0xDE or 0xDF => ReadWideCount(MsgpackKind.Map, 2 << (tag - 0xDE)),
            _ => MsgpackKind.Malformed,
        };
    }

    private bool TryReadHeader(MsgpackKind kind, out int count)
    {
        var isHeader = Read() == kind;
        count = isHeader ? (int)Number : 0;
        return isHeader;
    }

    private MsgpackKind Set(MsgpackKind kind, long number)
    {
        Number = number;
        return kind;
    }

    private bool TryTake(long length, out ReadOnlySpan<byte> bytes)
    {
        if (length > _input.Length - _position)
        {
            bytes = default;
            return false;
        }

        bytes = _input.Slice(_position, (int)length);
        _position += (int)length;
        return true;
    }

    private bool TryTakeNumber(int size, out ulong number)
    {
        number = 0;
        if (!TryTake(size, out var bytes))
        {
            return false;
        }

        foreach (var part in bytes)
        {
            number = (number << 8) | part;
        }

        return true;
    }

    private MsgpackKind ReadNumber(MsgpackKind kind, int size) => TryTakeNumber(size, out var number) ? Set(kind, (long)number) : MsgpackKind.Malformed;

    private MsgpackKind ReadSigned(int size)
    {
        var shift = 64 - (8 * size);
        return TryTakeNumber(size, out var number) ? Set(MsgpackKind.Signed, (long)(number << shift) >> shift) : MsgpackKind.Malformed;
    }

    private MsgpackKind ReadSingle() => TryTake(4, out var bytes)
        ? Set(MsgpackKind.Double, BitConverter.DoubleToInt64Bits(BinaryPrimitives.ReadSingleBigEndian(bytes)))
        : MsgpackKind.Malformed;

    private MsgpackKind ReadBytes(MsgpackKind kind, long length)
    {
        if (!TryTake(length, out var bytes))
        {
            return MsgpackKind.Malformed;
        }

        Bytes = bytes;
        return kind;
    }

    private MsgpackKind ReadSized(MsgpackKind kind, int size) => TryTakeNumber(size, out var length) ? ReadBytes(kind, (long)length) : MsgpackKind.Malformed;

    private MsgpackKind ReadExtension(int size) => TryTakeNumber(size, out var length) ? ReadExtension(MsgpackKind.Extension, (long)length) : MsgpackKind.Malformed;

    private MsgpackKind ReadExtension(MsgpackKind kind, long length)
    {
        if (!TryTakeNumber(1, out var type))
        {
            return MsgpackKind.Malformed;
        }

        Number = (sbyte)type;
        return ReadBytes(kind, length);
    }

    private MsgpackKind ReadWideCount(MsgpackKind kind, int size) => TryTakeNumber(size, out var count) ? ReadCount(kind, (long)count) : MsgpackKind.Malformed;

    /// <summary>Every element takes at least one byte, every entry of a map at least two.</summary>
    private MsgpackKind ReadCount(MsgpackKind kind, long count)
    {
        var least = kind == MsgpackKind.Map ? count * 2 : count;
        return least <= _input.Length - _position ? Set(kind, count) : MsgpackKind.Malformed;
    }
}
