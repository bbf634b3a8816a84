using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>How generated code fills a handler's parameters. Each test runs it.</summary>
public sealed class BindingTests
{
    [Fact]
    public async Task Body_Object_IsBoundAsAWhole()
    {
        var gateway = Load("""public string Handle([MessageBody] Point point) => $"{point.X},{point.Y}";""");

        Assert.Equal(Outcome.Value("\"3,4\""), await gateway.SendAsync("e", """{"x":3,"y":4}"""));
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("null", "required")]
    [InlineData("\"text\"", "invalid_type")]
    public async Task Body_DoesNotFit_IsABindingError(string body, string code)
    {
        var gateway = Load("public int Handle([MessageBody] int number) => number;");

        var error = await Assert.ThrowsAsync<MessageBindingException>(() => gateway.SendAsync("e", body));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Body_AfterFirstAwait_WasReadBefore()
    {
        var gateway = Load("""
            public async Task<string> Handle([MessageBody("a")] string a, [MessageBody("b")] string b)
            {
                await Task.Yield();
                return a + b;
            }
            """);

        Assert.Equal(Outcome.Value("\"12\""), await gateway.SendAsync("e", """{"a":"1","b":"2"}"""));
    }

    [Theory]
    [InlineData("string? value", "null")]
    [InlineData("int? value", "null")]
    [InlineData("int value = 7", "7")]
    [InlineData("int? value = 8", "8")]
    [InlineData("int value = int.MinValue", "-2147483648")]
    [InlineData("byte value = 9", "9")]
    [InlineData("sbyte value = -9", "-9")]
    [InlineData("short? value = -10", "-10")]
    [InlineData("ushort value = 11", "11")]
    [InlineData("uint value = 12", "12")]
    [InlineData("long value = long.MinValue", "-9223372036854775808")]
    [InlineData("ulong value = ulong.MaxValue", "18446744073709551615")]
    [InlineData("float value = 1.5f", "1.5")]
    [InlineData("double value = -2.5", "-2.5")]
    [InlineData("decimal value = 3.25m", "3.25")]
    [InlineData("bool value = true", "true")]
    [InlineData("char value = '\\''", "\"\\u0027\"")]
    [InlineData("string value = \"q\\\"\\\\\\n\"", "\"q\\u0022\\\\\\n\"")]
    [InlineData("Shade value = Shade.Dark", "5")]
    [InlineData("Shade? value = Shade.Dark", "5")]
    [InlineData("Shade value = (Shade)(-3)", "-3")]
    [InlineData("Guid value = default", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("CancellationToken token, int? value = null", "null")]
    public async Task OptionalProperty_Missing_TakesItsDefault(string parameter, string expected)
    {
        parameter = parameter.StartsWith("CancellationToken", StringComparison.Ordinal)
            ? parameter.Replace("token, ", "token, [MessageBody(\"value\")] ", StringComparison.Ordinal)
            : $"[MessageBody(\"value\")] {parameter}";
        var gateway = Load($"public string Handle({parameter}) => System.Text.Json.JsonSerializer.Serialize(value);");

        Assert.Equal(Outcome.Value(System.Text.Json.JsonSerializer.Serialize(expected)), await gateway.SendAsync("e", "{}"));
    }

    [Fact]
    public async Task ObliviousReference_Missing_IsNull()
    {
        var gateway = CompiledGateway.Load("""
            #nullable disable
            namespace Chat;
            [WebSocketGateway("/chat")]
            public sealed partial class ChatGateway
            {
                [SubscribeMessage("e")] public bool Handle([MessageBody("a")] string a) => a is null;
            }
            """);

        Assert.Equal(Outcome.Value("true"), await gateway.SendAsync("e", "{}"));
    }

    [Fact]
    public async Task Property_WithOddName_IsOneKey()
    {
        var gateway = Load("""public int Handle([MessageBody("a.b \"\\ é")] int value) => value;""");

        Assert.Equal(Outcome.Value("5"), await gateway.SendAsync("e", """{"a":{"b":1},"a.b \"\\ é":5}"""));
    }

    [Fact]
    public async Task SeveralBodies_SeveralArguments_AreBoundByPlace()
    {
        var gateway = Load("""public string Handle(CancellationToken token, [MessageBody] string a, IGatewayClient client, [MessageBody] int b, [MessageBody] int? c) => $"{a}{b}{c}";""");

        Assert.Equal(Outcome.Value("\"x1\""), await gateway.SendAsync("e", """["x",1]""", isSingleArgument: false));
        Assert.Equal(Outcome.Value("\"x12\""), await gateway.SendAsync("e", """["x",1,2]""", isSingleArgument: false));
    }

    [Fact]
    public async Task SeveralBodies_WithNamedOne_CountOnlyTheUnnamed()
    {
        var gateway = Load("""public string Handle([MessageBody("k")] string? k, [MessageBody] int a, [MessageBody] int b) => $"{k}{a}{b}";""");

        Assert.Equal(Outcome.Value("\"12\""), await gateway.SendAsync("e", "[1,2]", isSingleArgument: false));
    }

    [Fact]
    public async Task Services_ByTypeAndKey_AreResolved()
    {
        var services = new FakeServices().Add("plain").Add("keyed", "k").Add("numbered", 5).Add("typed", typeof(int)).Add("shaded", DayOfWeek.Friday);
        var gateway = Load("""
            public string Handle(
                [FromServices] string a, [FromKeyedServices("k")] string b, [FromKeyedServices(5)] string c, [FromKeyedServices(typeof(int))] string d,
                [FromKeyedServices(DayOfWeek.Friday)] string e, [FromServices] Version? f, [FromKeyedServices("no")] string? g) => $"{a} {b} {c} {d} {e} {f is null} {g is null}";
            """);

        Assert.Equal(Outcome.Value("\"plain keyed numbered typed shaded True True\""), await gateway.SendAsync("e", services: services));
        Assert.True(Assert.Single(gateway.Descriptor.Handlers).RequiresServices);
    }

    [Fact]
    public async Task MvcFromServices_Attribute_IsUnderstood()
    {
        var gateway = CompiledGateway.Load("""
            namespace Microsoft.AspNetCore.Mvc
            {
                [AttributeUsage(AttributeTargets.Parameter)] public sealed class FromServicesAttribute : Attribute;
            }

            namespace Chat
            {
                [WebSocketGateway("/chat")]
                public sealed partial class ChatGateway
                {
                    [SubscribeMessage("e")] public string Handle([Microsoft.AspNetCore.Mvc.FromServices] string text) => text;
                }
            }
            """);

        Assert.Equal(Outcome.Value("\"found\""), await gateway.SendAsync("e", services: new FakeServices().Add("found")));
    }

    [Fact]
    public async Task ParameterNames_OfGeneratedVariables_DoNotCollide()
    {
        var gateway = Load("""public string Handle([MessageBody("a")] string context, [MessageBody("b")] string gateway, [MessageBody("c")] string result, [MessageBody("d")] string _string, [MessageBody("e")] string await) => context + gateway + result + _string + await;""");

        Assert.Equal(Outcome.Value("\"12345\""), await gateway.SendAsync("e", """{"a":"1","b":"2","c":"3","d":"4","e":"5"}"""));
    }

    private static CompiledGateway Load(string handler) => CompiledGateway.Load($$"""
        namespace Chat;

        public sealed record Point(int X, int Y);
        public enum Shade { Light, Dark = 5 }

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway
        {
            [SubscribeMessage("e")] {{handler}}
        }
        """);
}
