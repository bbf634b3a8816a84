using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>
/// A growing buffer to encode into. A thread keeps two, since a reply is made of a value and of the frame around it. Renting takes the
/// buffer from the thread, so an encoding that starts another one (a converter that emits) never gets a torn one.
/// </summary>
public sealed class ScratchWriter : IBufferWriter<byte>, IDisposable
{
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic]
    private static ScratchWriter? t_first;

    [ThreadStatic]
    private static ScratchWriter? t_second;

    /// <summary>The one whose JSON this thread writes just now.</summary>
    [ThreadStatic]
    private static ScratchWriter? t_writing;

    private byte[] _buffer = new byte[1024];
    private List<BinaryPlace>? _binaries;
    private int _jsonStart;
    private int _written;
    private Utf8JsonWriter? _json;
    private JavaScriptEncoder? _jsonEncoder;

    private ScratchWriter()
    {
    }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _written);

    /// <summary>Where in what was written binary values stand, as strings of base64, in order.</summary>
    public ReadOnlySpan<BinaryPlace> Binaries => CollectionsMarshal.AsSpan(_binaries);

    /// <summary>Takes the thread's buffer, or a new one. Dispose gives it back, to whichever thread that is.</summary>
    public static ScratchWriter Rent()
    {
        if (t_first is { } first)
        {
            t_first = null;
            return first;
        }

        var second = t_second;
        t_second = null;
        return second ?? new ScratchWriter();
    }

    /// <summary>Serialises a value at the end of the buffer.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> contract)
    {
        var json = StartJson(contract.Options.Encoder);
        var outer = t_writing;
        t_writing = this;
        try
        {
            JsonSerializer.Serialize(json, value, contract);
        }
        finally
        {
            t_writing = outer;
        }

        EndJson(json);
    }

    /// <summary>Serialises a value at the end of the buffer by a contract found at run time.</summary>
    public void WriteJson(object value, JsonTypeInfo contract)
    {
        var json = StartJson(contract.Options.Encoder);
        var outer = t_writing;
        t_writing = this;
        try
        {
            JsonSerializer.Serialize(json, value, contract);
        }
        finally
        {
            t_writing = outer;
        }

        EndJson(json);
    }

    /// <summary>Serialises two values at the end of the buffer, with a comma between them.</summary>
    internal void WriteJson<T1, T2>(GatewayJson json, T1 first, T2 second)
    {
        WriteJson(first, json.GetTypeInfo<T1>());
        WriteByte((byte)',');
        WriteJson(second, json.GetTypeInfo<T2>());
    }

    /// <summary>Serialises three values at the end of the buffer, with commas between them.</summary>
    internal void WriteJson<T1, T2, T3>(GatewayJson json, T1 first, T2 second, T3 third)
    {
        WriteJson(json, first, second);
        WriteByte((byte)',');
        WriteJson(third, json.GetTypeInfo<T3>());
    }

    /// <summary>Writes arguments at the end of the buffer: an array, or only what is in it.</summary>
    public void WriteArguments(MessageArguments arguments, bool withBrackets)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var skipped = withBrackets ? 0 : 1;
        foreach (var place in arguments.Binaries)
        {
            (_binaries ??= []).Add(place with { Start = _written + place.Start - skipped });
        }

        WriteBytes(arguments.Json.Span[skipped..^skipped]);
    }

    /// <summary>Writes bytes at the end of the buffer as a string of base64, and keeps account of its place.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        var span = GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        span[0] = (byte)'"';
        Base64.EncodeToUtf8(bytes, span[1..], out _, out var length);
        span[length + 1] = (byte)'"';
        (_binaries ??= []).Add(new BinaryPlace(_written, length + 2));
        _written += length + 2;
    }

    /// <summary>Writes bytes at the end of the buffer.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _written += bytes.Length;
    }

    /// <summary>Writes one byte at the end of the buffer.</summary>
    public void WriteByte(byte value)
    {
        GetSpan(1)[0] = value;
        _written++;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _written));
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _written = 0;
        _binaries?.Clear();
        if (_buffer.Length > KeptBytes)
        {
            return;
        }

        if (t_first is null)
        {
            t_first = this;
        }
        else
        {
            t_second = this;
        }
    }

    /// <summary>A JSON writer at the end of the buffer; flush it before anything else is written.</summary>
    /// <param name="encoder">How to escape text. Default: only what JSON demands.</param>
    public Utf8JsonWriter StartJson(JavaScriptEncoder? encoder = null)
    {
        encoder ??= PlainJsonEncoder.Instance;
        _jsonStart = _written;
        if (_json is null || _jsonEncoder != encoder)
        {
            _jsonEncoder = encoder;
            _json = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true, Encoder = encoder });
        }
        else
        {
            _json.Reset(this);
        }

        return _json;
    }

    private void EndJson(Utf8JsonWriter json)
    {
        json.Flush();
        var written = _buffer.AsSpan(_jsonStart, _written - _jsonStart);
        if (!JavaScriptNumbers.MayBeIn(written))
        {
            return;
        }

        var first = Binaries.Length;
        while (first > 0 && _binaries![first - 1].Start >= _jsonStart)
        {
            first--;
        }

        var binaries = CollectionsMarshal.AsSpan(_binaries)[first..];
        Move(binaries, -_jsonStart);
        var rewritten = new ArrayBufferWriter<byte>();
        if (JavaScriptNumbers.TryRewrite(written, rewritten, binaries))
        {
            _written = _jsonStart;
            WriteBytes(rewritten.WrittenSpan);
        }

        Move(binaries, _jsonStart);
    }

    private static void Move(Span<BinaryPlace> binaries, int by)
    {
        foreach (ref var place in binaries)
        {
            place = place with { Start = place.Start + by };
        }
    }

    /// <summary>A binary value was just written, as a string of base64. A writer that is not the one of a scratch buffer keeps no account of it.</summary>
    internal static void OnBinary(Utf8JsonWriter json, int length)
    {
        if (t_writing is { } scratch && ReferenceEquals(scratch._json, json))
        {
            var end = scratch._jsonStart + (int)json.BytesCommitted + json.BytesPending;
            (scratch._binaries ??= []).Add(new BinaryPlace(end - length, length));
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (_buffer.Length - _written < needed)
        {
            Array.Resize(ref _buffer, checked(Math.Max(_buffer.Length * 2, _written + needed)));
        }
    }
}
