using Gateways.Generators.Tests.Testing;
using Gateways.Infrastructure;

namespace Gateways.Generators.Tests;

/// <summary>How generated code sends bound values through pipes. Each test runs it.</summary>
public sealed class PipeTests
{
    [Fact]
    public async Task Handler_WithoutPipes_IsCalledAtOnce()
    {
        var gateway = Load("public int Handle([MessageBody] int left, [MessageBody] int right) => left + right;");

        Assert.Equal(Outcome.Value("3"), await gateway.SendAsync("e", "[1,2]", isSingleArgument: false));
    }

    [Fact]
    public async Task Pipe_ForAll_SeesEveryBodyParameterInOrder()
    {
        var pipe = new RecordingPipe();
        var gateway = Load("""
            public async Task<string> Handle([MessageBody("t")] string text, CancellationToken token, [MessageBody("n")] int? number, [FromServices] Version service, [MessageBody("l")] List<int> list)
            {
                await Task.Yield();
                return $"{text} {number} {service} {list.Count}";
            }
            """);

        var outcome = await gateway.SendAsync(new FakeMessage("e", """{"t":"hi","n":21,"l":[1,2]}""") { Pipe = pipe, Services = new FakeServices().Add(new Version(1, 2)) });

        Assert.Equal(Outcome.Value("\"HI 42 1.2 2\""), outcome);
        Assert.Equal(["text:String=hi", "number:Nullable`1=21", "list:List`1=System.Collections.Generic.List`1[System.Int32]"], pipe.Seen);
    }

    [Fact]
    public async Task Body_DoesNotFit_IsRefusedBeforeAnyPipe()
    {
        var pipe = new RecordingPipe();
        var gateway = Load("public int Handle([MessageBody(\"a\")] int a, [WsParam(\"room\")] int room) => a;");

        await Assert.ThrowsAsync<MessageBindingException>(() => gateway.SendAsync(new FakeMessage("e", """{"a":1}""") { Pipe = pipe, RouteValues = new Dictionary<string, string> { ["room"] = "x" } }));

        Assert.Empty(pipe.Seen);
    }

    [Fact]
    public async Task Services_OfHandler_AreResolvedAfterPipes()
    {
        var gateway = Load("public int Handle([MessageBody] int a, [FromServices] Version missing) => a;");

        await Assert.ThrowsAsync<WsException>(() => gateway.SendAsync(new FakeMessage("e", "1") { Pipe = new ThrowingPipe() }));
    }

    [Theory]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>] int value", """{"v":"5"}""", "5")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>] int? value", """{"v":"5"}""", "5")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>] int? value", "{}", "null")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>] int value = 7", "{}", "7")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>] int value = 7", """{"v":"5"}""", "5")]
    [InlineData("[MessageBody(\"v\"), UsePipes<OrThree>] int value", "{}", "3")]
    [InlineData("[MessageBody(\"v\"), UsePipes<OrThree>] int value", """{"v":9}""", "9")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Negate>] long value", """{"v":9}""", "-9")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Negate>] long? value", "{}", "null")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Negate>] long? value", """{"v":9}""", "-9")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>, UsePipes<Negate>] long value", """{"v":"5"}""", "-5")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>, UsePipes<Negate>] long value = 6", "{}", "6")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ParseInt>, UsePipes<Negate>] long value = 6", """{"v":"5"}""", "-5")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Trim>, UsePipes<ParseInt>, UsePipes<Negate>, UsePipes<Twice>] long value", """{"v":" 5 "}""", "-10")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Trim>, UsePipes<ParseInt>, UsePipes<Twice>] int? value", """{"v":" 5 "}""", "10")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Trim>] string value", """{"v":" x "}""", "\"x\"")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Trim>] string? value", "{}", "null")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ToUser>] User value", """{"v":4}""", "{\"Id\":4}")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ToUser>] IUser value", """{"v":4}""", "{}")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ToUser>] object value", """{"v":4}""", "{\"Id\":4}")]
    [InlineData("[MessageBody(\"v\"), UsePipes<ToUser>] User? value", "{}", "null")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Explicit>] int value", """{"v":"5"}""", "105")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Both>] int value", """{"v":"5"}""", "205")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Both>] string value", """{"v":"5"}""", "\"5\"")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Many>] int value", """{"v":"5"}""", "1")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Many>] bool value", """{"v":5}""", "true")]
    [InlineData("[MessageBody(\"v\"), UsePipes<Texts>] List<string> value", """{"v":["a"]}""", "[\"a\"]")]
    [InlineData("[MessageBody, UsePipes<ParseInt>] int rawValue, [MessageBody, UsePipes<ParseInt>] int value", """["1","2"]""", "2")]
    public async Task Parameter_WithItsOwnPipes_ReceivesWhatTheyMake(string parameter, string body, string expected)
    {
        var gateway = Load($"public string Handle({parameter}) => System.Text.Json.JsonSerializer.Serialize(value);");

        Assert.Equal(Outcome.Value(System.Text.Json.JsonSerializer.Serialize(expected)), await gateway.SendAsync("e", body, isSingleArgument: false));
    }

    [Fact]
    public async Task Pipe_ForAll_RunsBeforeTheParametersOwn()
    {
        var pipe = new RecordingPipe();
        var gateway = Load("public int Handle([MessageBody(\"v\"), UsePipes<Last>] int value) => value;");

        Assert.Equal(Outcome.Value("90"), await gateway.SendAsync(new FakeMessage("e", """{"v":"abcz"}""") { Pipe = pipe }));
        Assert.Equal(["value:String=abcz"], pipe.Seen);
    }

    [Fact]
    public async Task Parameter_RequiredByPipe_IsABindingErrorWhenMissing()
    {
        var gateway = Load("public int Handle([MessageBody(\"v\"), UsePipes<ParseInt>] int value) => value;");

        Assert.Equal("required", (await Assert.ThrowsAsync<MessageBindingException>(() => gateway.SendAsync("e", "{}"))).Code);
    }

    [Fact]
    public void Descriptor_OfBodyParameters_SaysWhereTheyComeFrom()
    {
        var gateway = Load("public void Handle([MessageBody] int first, [MessageBody(\"k\")] int @class, IGatewayClient client, [MessageBody] int second) { }");

        Assert.Equal(
            [new PipeParameter("first", PipeTarget.Argument), new PipeParameter("class", PipeTarget.Property, "k"), new PipeParameter("second", PipeTarget.Argument, Index: 1)],
            Assert.Single(gateway.Descriptor.Handlers).Parameters);
    }

    [Fact]
    public void Descriptor_OfParameterPipes_NamesEachClassOnce()
    {
        var gateway = Load("[UsePipes<Trim>] public void Handle([MessageBody, UsePipes<ParseInt>] int first, [MessageBody, UsePipes<ParseInt>, UsePipes<Twice>] int second) { }");

        Assert.Equal(
            [(EnhancerKind.Pipe, "Trim"), (EnhancerKind.ParameterPipe, "ParseInt"), (EnhancerKind.ParameterPipe, "Twice")],
            Assert.Single(gateway.Descriptor.Handlers).Enhancers.Select(enhancer => (enhancer.Kind, enhancer.Type.Name)));
    }

    [Fact]
    public async Task GeneratedNames_MeetingTheUsers_StayApart()
    {
        var gateway = CompiledGateway.Load("""
            namespace Chat;

            [WebSocketGateway("/chat")]
            public sealed partial class ChatGateway
            {
                [SubscribeMessage("a")] public string Go([MessageBody("x")] string CallGoAsync, [MessageBody("y")] string PipeGoAsync) => CallGoAsync + PipeGoAsync;
                [SubscribeMessage("b")] public string PipeGo([MessageBody] string rawB) => rawB;
                [SubscribeMessage("c")] public string CallGoAsync([MessageBody] string c) => c;
            }
            """);

        Assert.Equal(Outcome.Value("\"12\""), await gateway.SendAsync("a", """{"x":"1","y":"2"}"""));
        Assert.Equal(Outcome.Value("\"3\""), await gateway.SendAsync("b", "\"3\""));
        Assert.Equal(Outcome.Value("\"4\""), await gateway.SendAsync(new FakeMessage("c", "\"4\"") { Pipe = new RecordingPipe() }));
    }

    [Theory]
    [InlineData("public void Handle([MessageBody, UsePipes<NoPipe>] int value) { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<ParseInt>] string value) { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<Negate>, UsePipes<ParseInt>] int value) { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<OrNull>] string value) { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<TwoWays>] int value) { }")]
    [InlineData("[UsePipes<ParseInt>] public void Handle([MessageBody] int value) { }")]
    [InlineData("[UsePipes<NoPipe>] public void Handle([MessageBody] int value) { }")]
    public async Task Pipe_ThatDoesNotFit_LeavesTheHandlerOutAndIsReported(string handler)
    {
        var run = GeneratorRun.Of(Source(handler));

        Assert.Empty(Assert.Single(run.Gateways).Handlers);
        Assert.Equal("GTW0013", Assert.Single(await AllAnalyzers.RunAsync(run.Output)).Id);
    }

    private static CompiledGateway Load(string handler) => CompiledGateway.Load(Source(handler));

    private static string Source(string handler) => $$"""
        namespace Chat;

        public interface IUser;
        public sealed record User(int Id) : IUser;
        public sealed class NoPipe;

        public sealed class ParseInt : IPipe<string, int>
        {
            public ValueTask<int> TransformAsync(string value, PipeContext context) => new(int.Parse(value));
        }

        public sealed class OrThree : IPipe<int?, int>
        {
            public ValueTask<int> TransformAsync(int? value, PipeContext context) => new(value ?? 3);
        }

        public sealed class OrNull : IPipe<string, string?>
        {
            public ValueTask<string?> TransformAsync(string value, PipeContext context) => new(value);
        }

        public sealed class Negate : IPipe<int, long>
        {
            public ValueTask<long> TransformAsync(int value, PipeContext context) => new(-value);
        }

        public sealed class Last : IPipe<string, int>
        {
            public ValueTask<int> TransformAsync(string value, PipeContext context) => new(value[^1]);
        }

        public sealed class ToUser : IPipe<int, User>
        {
            public async ValueTask<User> TransformAsync(int value, PipeContext context)
            {
                await Task.Yield();
                return new(value);
            }
        }

        public sealed class Texts : IPipe<string[], List<string?>>
        {
            public ValueTask<List<string?>> TransformAsync(string[] value, PipeContext context) => new([.. value]);
        }

        public class Trim : IPipe
        {
            public virtual ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new((T?)(object?)(value as string)?.Trim());
        }

        public sealed class Twice : IPipe
        {
            public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value switch
            {
                int number => (T)(object)(number * 2),
                long number => (T)(object)(number * 2),
                _ => value,
            });
        }

        public sealed class Explicit : IPipe<string, int>
        {
            ValueTask<int> IPipe<string, int>.TransformAsync(string value, PipeContext context) => new(int.Parse(value) + 100);
        }

        public sealed class Both : IPipe<string, int>, IPipe
        {
            public ValueTask<int> TransformAsync(string value, PipeContext context) => new(int.Parse(value) + 200);
            public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value);
        }

        public sealed class Many : IPipe<string, int>, IPipe<int, bool>
        {
            public ValueTask<int> TransformAsync(string value, PipeContext context) => new(value.Length);
            public ValueTask<bool> TransformAsync(int value, PipeContext context) => new(value == 5);
        }

        public sealed class TwoWays : IPipe<string, int>, IPipe<bool, int>
        {
            public ValueTask<int> TransformAsync(string value, PipeContext context) => new(1);
            public ValueTask<int> TransformAsync(bool value, PipeContext context) => new(2);
        }

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway
        {
            [SubscribeMessage("e")] {{handler}}
        }
        """;

    private sealed class ThrowingPipe : IPipe
    {
        public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => throw new WsException("no");
    }
}
