using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Tests.Dispatch;

public sealed class ClientDataWriterTests
{
    private readonly LogRecorder _log = new() { Least = LogLevel.Debug };
    private readonly ClientDataWriter _writer;

    public ClientDataWriterTests() => _writer = Writer(new DefaultJsonTypeInfoResolver());

    [Fact]
    public void Values_ByNameAndByType_AreReadAsTheyWereSet()
    {
        var data = new ClientData { ["name"] = "Ann \U0001F600", ["n"] = 5, ["tags"] = new[] { "a", "b" } };
        data.Set(new User("Ann", 7));

        var snapshot = _writer.Write(data);

        Assert.Equal(["Gateways.Tests.Dispatch.ClientDataWriterTests+User", "n", "name", "tags"], snapshot.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new User("Ann", 7), snapshot.Get<User>());
        Assert.Equal(("Ann \U0001F600", 5), (snapshot.Get<string>("name"), snapshot.Get<int>("n")));
        Assert.Equal("b", snapshot["tags"][1].GetString());
        Assert.True(snapshot.TryGet<int>("n", out var number));
        Assert.Equal((5, false), (number, snapshot.IsTruncated));
        Assert.False(snapshot.TryGet<User>("n", out _));
        Assert.Throws<JsonException>(() => snapshot.Get<User>("n"));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Missing_IsDefault()
    {
        var snapshot = _writer.Write(new ClientData { ["a"] = 1 });

        Assert.Equal((null, 0, JsonValueKind.Undefined), (snapshot.Get<User>(), snapshot.Get<int>("b"), snapshot["b"].ValueKind));
        Assert.False(snapshot.TryGet<int>("b", out _));
        Assert.Same(ClientDataSnapshot.Empty, _writer.Write(new ClientData()));
    }

    [Fact]
    public void Snapshot_DoesNotChangeWithTheClient()
    {
        var list = new List<int> { 1 };
        var data = new ClientData { ["list"] = list };

        var snapshot = _writer.Write(data);
        list.Add(2);
        data["more"] = 1;

        Assert.Equal("""{"list":[1]}""", Text(snapshot));
    }

    [Fact]
    public void Json_GoesThroughTheApplicationsContracts()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), Converters = { new JsonStringEnumConverter() } };

        var snapshot = new ClientDataWriter(new GatewayJson(options), _log).Write(new ClientData { ["day"] = DayOfWeek.Friday, ["user"] = new User("Ann", 7) });

        Assert.Equal(DayOfWeek.Friday, snapshot.Get<DayOfWeek>("day"));
        Assert.Equal("\"Friday\"", snapshot["day"].GetRawText());
        Assert.Equal("Ann", snapshot["user"].GetProperty("name").GetString());
    }

    [Fact]
    public void Value_ThatIsAlive_IsNotToldAndSaidOnce()
    {
        using var source = new CancellationTokenSource();
        var data = new ClientData
        {
            ["source"] = source, ["task"] = new TaskCompletionSource<int>().Task, ["action"] = new Action(static () => { }), ["user"] = new ClaimsPrincipal(), ["session"] = new Session(source), ["ok"] = new Ignoring(source),
            ["query"] = Enumerable.Range(0, 3).Where(static n => n > 0), ["token"] = source.Token,
        };

        Assert.Equal("""{"ok":{"name":"x"}}""", Text(_writer.Write(data)));
        var lines = _log.Lines.Count(static line => line is { EventId: 4014, Level: LogLevel.Debug });
        Assert.Equal("""{"ok":{"name":"x"}}""", Text(_writer.Write(data)));

        Assert.Equal(7, lines);
        Assert.Equal(7, _log.Lines.Count);
    }

    [Fact]
    public void Value_ThatFails_HarmsNoOtherAndIsSaidOnce()
    {
        var cycle = new Node();
        cycle.Next = cycle;
        var data = new ClientData { ["first"] = 1, ["throws"] = new Throwing("the secret"), ["cycle"] = cycle, ["half \ud800"] = 2.5, ["last"] = 3 };

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(["first", "last"], _writer.Write(data).Keys.Order(StringComparer.Ordinal));
        }

        Assert.False(_writer.Write(data).IsTruncated);
        Assert.Equal([4015, 4015, 4015], _log.Lines.Select(static line => line.EventId));
        Assert.All(_log.Lines, static line => Assert.DoesNotContain("secret", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Contract_ThatNobodyHas_IsLeftOut()
    {
        var writer = Writer(SomeContext.Default);

        var snapshot = writer.Write(new ClientData { ["n"] = 1, ["user"] = new User("Ann", 7) });

        Assert.Equal("""{"n":1}""", Text(snapshot));
        Assert.Throws<NotSupportedException>(() => snapshot.Get<User>("n"));
        Assert.Equal(4014, Assert.Single(_log.Lines).EventId);
    }

    [Fact]
    public void Value_ThatDoesNotFit_IsLeftOutAsAWhole()
    {
        var half = new string('x', ClientDataSnapshot.MaxBytes / 2);
        var data = new ClientData { ["a"] = half, ["b"] = half, ["huge"] = new string('y', 10_000_000), ["endless"] = new Endless(), ["small"] = 1, [new string('n', 20_000)] = 1 };

        var before = GC.GetAllocatedBytesForCurrentThread();
        var snapshot = _writer.Write(data);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.Equal(2, snapshot.Count);
        Assert.Equal(1, snapshot.Get<int>("small"));
        Assert.Equal(half, snapshot.Get<string>(snapshot.ContainsKey("a") ? "a" : "b"));
        Assert.True(snapshot.IsTruncated);
        Assert.InRange(snapshot.Json.Length, half.Length, ClientDataSnapshot.MaxBytes);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Value_OfTheLastByte_Fits(int more, bool isTruncated)
    {
        // {"a":""} around the text.
        var snapshot = _writer.Write(new ClientData { ["a"] = new string('x', ClientDataSnapshot.MaxBytes - 8 + more) });

        Assert.Equal((isTruncated, isTruncated ? 2 : ClientDataSnapshot.MaxBytes), (snapshot.IsTruncated, snapshot.Json.Length));
    }

    [Fact]
    public async Task Changing_WhileItIsWritten_NeverHarms()
    {
        var (list, data) = (new List<int>(), new ClientData { ["steady"] = 1 });
        data["list"] = list;
        using var done = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                list.Add(1);
                data["now"] = list.Count;
                if (list.Count > 100)
                {
                    list.Clear();
                }
            }
        });

        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(1, _writer.Write(data).Get<int>("steady"));
        }

        await done.CancelAsync();
        await changing.Soon();
    }

    private static string Text(ClientDataSnapshot snapshot) => Encoding.UTF8.GetString(snapshot.Json.Span);

    private ClientDataWriter Writer(IJsonTypeInfoResolver resolver) => new(new GatewayJson(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = resolver }), _log);

    internal sealed record User(string Name, int Age);

    internal sealed class Session(CancellationTokenSource source)
    {
        public CancellationTokenSource? Source { get; } = source;
    }

    internal sealed class Ignoring(CancellationTokenSource source)
    {
        public string Name => "x";

        [JsonIgnore]
        public CancellationTokenSource Source { get; } = source;
    }

    internal sealed class Throwing(string text)
    {
        public string Text => throw new InvalidOperationException(text);
    }

    internal sealed class Node
    {
        public Node? Next { get; set; }
    }

    internal sealed class Endless : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator()
        {
            while (true)
            {
                yield return 1;
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
