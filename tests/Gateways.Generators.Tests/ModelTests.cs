using System.Collections;
using System.Reflection;
using Gateways.Generators.Model;
using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>The model between parsing and emission: equal for equal gateways, and free of the compilation it came from.</summary>
public sealed class ModelTests
{
    private const string Source = """
        namespace Chat;

        public enum Color { Red, Green }

        public interface IChatEvents
        {
            ValueTask Joined(string user, CancellationToken cancellationToken);
        }

        public class Guard : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }
        public sealed class OtherGuard : Guard;
        public sealed class ParseInt : IPipe<string, int> { public ValueTask<int> TransformAsync(string value, PipeContext context) => new(int.Parse(value)); }
        public sealed class RoleAttribute(string role) : Attribute { public string Role => role; }

        [UseGuards<Guard>, Role("reader")]
        [WebSocketGateway<IChatEvents>("/chat", Port = 8080, Lifetime = GatewayLifetime.PerMessage, Transports = GatewayTransports.SocketIO)]
        public sealed partial class ChatGateway : IOnGatewayInit
        {
            [WebSocketServer] public IGatewayServer Server { get; set; } = null!;
            public ValueTask AfterInitAsync(IGatewayServer server, CancellationToken cancellationToken) => default;
            [SubscribeMessage("paint")] public Task<Color> Paint([MessageBody("color")] Color color = Color.Green, [FromKeyedServices("k")] IDisposable? tool = null) => Task.FromResult(color);
            [SubscribeMessage("count"), UseGuards<Guard>(OncePerClient = true), Role("writer")] public int Count([MessageBody, UsePipes<ParseInt>] int number = 4, [WsParam("room")] string? room = null) => number;
            [CatchAll] public async IAsyncEnumerable<string> Rest([MessageName] string name, IAck ack, IAsyncEnumerable<int> numbers) { await Task.Yield(); yield return name; }
        }
        """;

    [Fact]
    public void Model_OfEqualSource_IsEqual()
    {
        var (first, second) = (Parse(Source), Parse(Source));

        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void Model_OfMovedSource_IsEqual() => Assert.Equal(Parse(Source), Parse("// A comment.\n\n\n" + Source + "\n\npublic class After;"));

    [Theory]
    [InlineData("\"paint\"", "\"draw\"")]
    [InlineData("\"/chat\"", "\"/talk\"")]
    [InlineData("PerMessage", "PerConnection")]
    [InlineData("\"color\"", "\"colour\"")]
    [InlineData("\"k\"", "\"l\"")]
    [InlineData("= Color.Green, [", "= Color.Red, [")]
    [InlineData("Joined(", "Left(")]
    [InlineData("UseGuards<Guard>,", "UseGuards<OtherGuard>,")]
    [InlineData("UseGuards<Guard>(OncePerClient = true)", "UseGuards<Guard>(OncePerClient = false)")]
    [InlineData("\"reader\"", "\"owner\"")]
    [InlineData("\"writer\"", "\"owner\"")]
    [InlineData("Port = 8080", "Port = 8081")]
    [InlineData(", UsePipes<ParseInt>]", "]")]
    [InlineData("number = 4", "number = 5")]
    [InlineData("\"room\"", "\"place\"")]
    [InlineData("[CatchAll]", "[SubscribeMessage(\"*\")]")]
    [InlineData("IAsyncEnumerable<int> numbers", "IAsyncEnumerable<long> numbers")]
    [InlineData("IGatewayServer Server", "IGatewayServer Chat")]
    public void Model_OfChangedSource_IsNotEqual(string before, string after)
    {
        var changed = Source.Replace(before, after, StringComparison.Ordinal);

        Assert.NotEqual(Source, changed);
        Assert.NotEqual(Parse(Source), Parse(changed));
    }

    [Fact]
    public void ObjectGraph_OfModel_HoldsNothingFromRoslyn()
    {
        var types = new HashSet<Type>();
        Visit(Parse(Source), types);

        Assert.Contains(typeof(EventMethodModel), types);
        Assert.Contains(typeof(ParameterModel), types);
        Assert.Contains(typeof(EnhancerModel), types);
        Assert.Contains(typeof(PipeStepModel), types);
        Assert.DoesNotContain(types, type => type.Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    private static GatewayModel Parse(string source) => Assert.Single(GeneratorRun.Of(source).Gateways);

    private static void Visit(object? value, HashSet<Type> types)
    {
        if (value is null)
            return;

        types.Add(value.GetType());
        if (value is string || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;

        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Visit(item, types);
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Visit(field.GetValue(value), types);
    }
}
