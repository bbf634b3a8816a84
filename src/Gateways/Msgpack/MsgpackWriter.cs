using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Gateways.Protocol;

namespace Gateways.Msgpack;

/// <summary>Writes MessagePack in the forms that notepack, the library of Socket.IO's packages, chooses: always the shortest.</summary>
/// <param name="output">Where to.</param>
public readonly ref struct MsgpackWriter(ScratchWriter output)
{
    /// <summary>Null.</summary>
    public void WriteNil() => output.WriteByte(0xC0);

    /// <summary>Notepack's undefined, which is not null.</summary>
    public void WriteUndefined() => output.WriteBytes([0xD4, 0, 0]);

    /// <summary>True or false.</summary>
    public void WriteBoolean(bool value) => output.WriteByte(value ? (byte)0xC3 : (byte)0xC2);

    /// <summary>The start of a map, whose keys and values follow in turns.</summary>
    public void WriteMapHeader(int count) => WriteHeader(count, 0x80, 0xDE);

    /// <summary>The start of an array, whose items follow.</summary>
    public void WriteArrayHeader(int count) => WriteHeader(count, 0x90, 0xDC);

    /// <summary>A whole number.</summary>
    public void WriteInteger(long value)
    {
        switch (value)
        {
            case >= 0:
                WriteUnsigned((ulong)value);
                break;
            case >= -32:
                output.WriteByte((byte)value);
                break;
            case >= sbyte.MinValue:
                WriteTagged(0xD0, 1, (ulong)value);
                break;
            case >= short.MinValue:
                WriteTagged(0xD1, 2, (ulong)value);
                break;
            case >= int.MinValue:
                WriteTagged(0xD2, 4, (ulong)value);
                break;
            default:
                WriteTagged(0xD3, 8, (ulong)value);
                break;
        }
    }

    /// <summary>A whole number that is not negative.</summary>
    public void WriteUnsigned(ulong value)
    {
        switch (value)
        {
            case < 0x80:
                output.WriteByte((byte)value);
                break;
            case <= byte.MaxValue:
                WriteTagged(0xCC, 1, value);
                break;
            case <= ushort.MaxValue:
                WriteTagged(0xCD, 2, value);
                break;
            case <= uint.MaxValue:
                WriteTagged(0xCE, 4, value);
                break;
            default:
                WriteTagged(0xCF, 8, value);
                break;
        }
    }

    /// <summary>A number with a fraction.</summary>
    public void WriteDouble(double value) => WriteTagged(0xCB, 8, (ulong)BitConverter.DoubleToInt64Bits(value));

    /// <summary>Text.</summary>
    public void WriteText(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        WriteTextHeader(length);
        var span = output.GetSpan(length);
        output.Advance(Encoding.UTF8.GetBytes(value, span));
    }

    /// <summary>Text that is UTF-8 already.</summary>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        WriteTextHeader(utf8.Length);
        output.WriteBytes(utf8);
    }

    /// <summary>Bytes that stand as base64 somewhere else.</summary>
    public void WriteBinary(ReadOnlySpan<byte> base64)
    {
        var length = Base64.GetMaxDecodedFromUtf8Length(base64.Length) - (base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0);
        switch (length)
        {
            case <= byte.MaxValue:
                WriteTagged(0xC4, 1, (ulong)length);
                break;
            case <= ushort.MaxValue:
                WriteTagged(0xC5, 2, (ulong)length);
                break;
            default:
                WriteTagged(0xC6, 4, (ulong)length);
                break;
        }

        Base64.DecodeFromUtf8(base64, output.GetSpan(length), out _, out var written);
        output.Advance(written);
    }

    private void WriteTextHeader(int length)
    {
        switch (length)
        {
            case < 32:
                output.WriteByte((byte)(0xA0 | length));
                break;
            case <= byte.MaxValue:
                WriteTagged(0xD9, 1, (ulong)length);
                break;
            case <= ushort.MaxValue:
                WriteTagged(0xDA, 2, (ulong)length);
                break;
            default:
                WriteTagged(0xDB, 4, (ulong)length);
                break;
        }
    }

    private void WriteHeader(int count, byte small, byte tag16)
    {
        if (count < 16)
        {
            output.WriteByte((byte)(small | count));
        }
        else if (count <= ushort.MaxValue)
        {
            WriteTagged(tag16, 2, (ulong)count);
        }
        else
        {
            WriteTagged((byte)(tag16 + 1), 4, (ulong)count);
        }
    }

    /// <summary>A tag and the low bytes of a number, big-endian.</summary>
    private void WriteTagged(byte tag, int size, ulong bits)
    {
        Span<byte> bytes = stackalloc byte[9];
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], bits);
        bytes[8 - size] = tag;
        output.WriteBytes(bytes[(8 - size)..]);
    }
}
