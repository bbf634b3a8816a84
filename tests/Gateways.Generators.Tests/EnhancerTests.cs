using Gateways.Generators.Tests.Testing;
using Gateways.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Tests;

/// <summary>What descriptors say of guards, interceptors, pipes and filters.</summary>
public sealed class EnhancerTests
{
    private const string Types = """
        public class Guard : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }
        public class Guard<T> : Guard;
        public class Interceptor : IInterceptor { public ValueTask<object?> InterceptAsync(GatewayContext context, CallHandler next) => next.HandleAsync(); }
        public class Pipe : IPipe { public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value); }
        public class Filter : IExceptionFilter { public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => default; }
        public class ConnectionGuard : IConnectionGuard { public ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken) => default; }
        public class OutgoingInterceptor : IOutgoingInterceptor { public ValueTask InterceptAsync(OutgoingContext context, Func<ValueTask> next) => next(); }
        """;

    [Fact]
    public void Class_WithEveryKind_IsDescribedInSourceOrder()
    {
        var enhancers = Load("[UseFilters<Filter>, UseOutgoingInterceptors<OutgoingInterceptor>] [UsePipes<Pipe>] [UseInterceptors<Interceptor>, UseGuards<Guard>(OncePerClient = true), UseGuards<Guard<int>>, UseConnectionGuards<ConnectionGuard>]").Enhancers;

        Assert.Equal(
            [
                (EnhancerKind.Filter, "Filter", false), (EnhancerKind.OutgoingInterceptor, "OutgoingInterceptor", false), (EnhancerKind.Pipe, "Pipe", false),
                (EnhancerKind.Interceptor, "Interceptor", false), (EnhancerKind.Guard, "Guard", true), (EnhancerKind.Guard, "Guard`1", false), (EnhancerKind.ConnectionGuard, "ConnectionGuard", false),
            ],
            enhancers.Select(enhancer => (enhancer.Kind, enhancer.Type.Name, enhancer.OncePerClient)));
        Assert.All(enhancers, enhancer => Assert.IsType(enhancer.Type, enhancer.Create(new FakeServices())));
    }

    [Fact]
    public void Method_WithEveryKind_IsDescribedInSourceOrder()
    {
        var handler = Assert.Single(Load("", "[UsePipes<Pipe>, UseGuards<Guard>(OncePerClient = true)] [SubscribeMessage(\"e\")] [UseFilters<Filter>, UseInterceptors<Interceptor>] public void Handle() { }").Handlers);

        Assert.Equal(
            [(EnhancerKind.Pipe, "Pipe", false), (EnhancerKind.Guard, "Guard", true), (EnhancerKind.Filter, "Filter", false), (EnhancerKind.Interceptor, "Interceptor", false)],
            handler.Enhancers.Select(enhancer => (enhancer.Kind, enhancer.Type.Name, enhancer.OncePerClient)));
    }

    [Fact]
    public void Class_WithBases_DeclaresTheirsFirst()
    {
        var descriptor = CompiledGateway.Load($$"""
            namespace Chat;
            {{Types}}
            [UseGuards<Guard<int>>] public abstract class Root;
            [UseGuards<Guard<string>>] public abstract class Middle<T> : Root;
            [WebSocketGateway("/chat"), UseGuards<Guard>] public sealed partial class ChatGateway : Middle<int>;
            """).Descriptor;

        Assert.Equal(["Guard<Int32>", "Guard<String>", "Guard<>"], descriptor.Enhancers.Select(enhancer => $"Guard<{string.Join(',', enhancer.Type.GetGenericArguments().Select(type => type.Name))}>"));
    }

    [Fact]
    public void Override_WithoutAttributes_HasNone()
    {
        var descriptor = CompiledGateway.Load($$"""
            namespace Chat;
            {{Types}}
            public abstract class Base { [SubscribeMessage("e"), UseGuards<Guard>] public virtual void Handle() { } [SubscribeMessage("f"), UseGuards<Guard>] public void Inherited() { } }
            [WebSocketGateway("/chat")] public sealed partial class ChatGateway : Base { [SubscribeMessage("e")] public override void Handle() { } }
            """).Descriptor;

        Assert.Equal([("e", 0), ("f", 1)], descriptor.Handlers.Select(handler => (handler.EventName, handler.Enhancers.Count)));
    }

    [Fact]
    public void PlainGateway_HasNothingAroundIt()
    {
        var descriptor = Load("", "[SubscribeMessage(\"e\")] public void Handle() { }");

        Assert.Empty(descriptor.Enhancers);
        Assert.Empty(descriptor.Metadata);
        Assert.Equal(new MessageHandlerDescriptor("e", "Handle"), Assert.Single(descriptor.Handlers));
    }

    [Fact]
    public void PrivateNestedGuard_OfTheGatewayItself_IsNamed()
    {
        var descriptor = Load("", "[SubscribeMessage(\"e\"), UseGuards<Own>] public void Handle() { } private sealed class Own : Guard;");

        Assert.Equal("Own", Assert.Single(Assert.Single(descriptor.Handlers).Enhancers).Type.Name);
    }

    [Fact]
    public void GuardOfMethod_ThatCannotBeNamed_LeavesTheHandlerOut()
    {
        var run = GeneratorRun.Of($$"""
            namespace Chat;
            {{Types}}
            public abstract class Base { [SubscribeMessage("closed"), UseGuards<Hidden>] public void Closed() { } [SubscribeMessage("open")] public void Open() { } private sealed class Hidden : Guard; }
            file sealed class Local : Guard;
            [WebSocketGateway("/chat")] public sealed partial class ChatGateway : Base { [SubscribeMessage("local"), UseGuards<Guard<Local>>] public void OfFile() { } }
            """);

        Assert.Equal(["open"], Assert.Single(run.Gateways).Handlers.Select(handler => handler.EventName));
    }

    [Fact]
    public void GuardOfClass_ThatCannotBeNamed_LeavesTheGatewayOut()
    {
        var library = TestCompilation.Create("""
            namespace Library;
            internal sealed class Hidden : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }
            [UseGuards<Hidden>] public abstract class BaseGateway;
            """, "Library");

        var run = GeneratorRun.Of("[WebSocketGateway(\"/chat\")] public sealed partial class ChatGateway : Library.BaseGateway;", "Chat", [library.ToMetadataReference()]);

        Assert.Empty(run.Gateways);
    }

    [Fact]
    public void PipeOfClass_ThatIsNone_LeavesTheGatewayOut() =>
        Assert.Empty(GeneratorRun.Of("public sealed class NoPipe; [WebSocketGateway(\"/chat\"), UsePipes<NoPipe>] public sealed partial class ChatGateway;").Gateways);

    [Fact]
    public void ObsoleteGuard_IsNamedWithoutAWarning()
    {
        var run = GeneratorRun.Of($$"""
            namespace Chat;
            {{Types}}
            [Obsolete] public sealed class Old : Guard;
            #pragma warning disable CS0612
            [WebSocketGateway("/chat"), UseGuards<Old>] public sealed partial class ChatGateway;
            """);

        Assert.Contains("#pragma warning disable CS0612", run.Files["Chat.ChatGateway.g.cs"], StringComparison.Ordinal);
    }

    private static GatewayDescriptor Load(string attributes, string members = "") => CompiledGateway.Load($$"""
        namespace Chat;
        {{Types}}
        [WebSocketGateway("/chat")] {{attributes}}
        public sealed partial class ChatGateway
        {
            {{members}}
        }
        """).Descriptor;
}
