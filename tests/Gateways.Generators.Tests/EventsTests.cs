using Gateways.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Tests;

/// <summary>The generated implementation of an events interface. Each test runs it.</summary>
public sealed class EventsTests
{
    [Theory]
    [InlineData("ValueTask UserJoined(string user);", "UserJoined", "userJoined")]
    [InlineData("Task UserJoinedAsync(string user);", "UserJoinedAsync", "userJoined")]
    [InlineData("ValueTask Async(string user);", "Async", "async")]
    [InlineData("[Event(\"user:joined\")] ValueTask UserJoined(string user);", "UserJoined", "user:joined")]
    [InlineData("ValueTask UserJoined(string target);", "UserJoined", "userJoined")]
    public async Task Method_OneArgument_EmitsItsEvent(string declaration, string method, string eventName)
    {
        var target = new RecordingTarget();

        await Load(declaration).EmitAsync(target, method, "ann");

        var emitted = Assert.Single(target.Emitted);
        Assert.Equal(eventName, emitted.EventName);
        Assert.Equal(["ann"], emitted.Payloads);
    }

    [Theory]
    [InlineData("ValueTask E();", 0)]
    [InlineData("ValueTask E(int a);", 1)]
    [InlineData("ValueTask E(int a, string? b);", 2)]
    [InlineData("Task E(int a, string? b, List<string?> c);", 3)]
    public async Task Method_Payloads_AreEmittedInOrder(string declaration, int count)
    {
        var target = new RecordingTarget();
        object?[] payloads = [1, null, new List<string?>()];

        await Load(declaration).EmitAsync(target, "E", payloads[..count]);

        Assert.Equal(payloads[..count], Assert.Single(target.Emitted).Payloads);
    }

    [Fact]
    public async Task Method_CancellationToken_IsPassedOn()
    {
        var target = new RecordingTarget();
        using var source = new CancellationTokenSource();

        await Load("ValueTask E(int a, CancellationToken token, int b);").EmitAsync(target, "E", 1, source.Token, 2);

        var emitted = Assert.Single(target.Emitted);
        Assert.Equal([1, 2], emitted.Payloads);
        Assert.Equal(source.Token, emitted.CancellationToken);
    }

    [Fact]
    public async Task Method_OfBaseInterface_IsImplemented()
    {
        var target = new RecordingTarget();
        var gateway = CompiledGateway.Load("""
            namespace Chat;

            public interface IFirst { ValueTask Same(int a); }
            public interface ISecond { ValueTask Other(int a); ValueTask WithBody() => Other(1); static void Tool() { } }
            public interface IChatEvents : IFirst, ISecond;

            [WebSocketGateway<IChatEvents>("/chat")] public sealed partial class ChatGateway;
            """);

        await gateway.EmitAsync(target, "Same", 1);
        await gateway.EmitAsync(target, "WithBody");

        Assert.Equal(["same", "other"], target.Emitted.Select(emitted => emitted.EventName));
    }

    [Fact]
    public void Interface_Empty_IsImplemented() => Assert.NotNull(Assert.Single(GeneratorRun.Of("""
        public interface IEvents;
        [WebSocketGateway<IEvents>("/chat")] public sealed partial class ChatGateway;
        """).Gateways).Events);

    [Theory]
    [InlineData("public interface IEvents { int Property { get; } }")]
    [InlineData("public interface IEvents { event Action Happened; }")]
    [InlineData("public interface IEvents { void Returns(); }")]
    [InlineData("public interface IEvents { ValueTask<int> Returns(); }")]
    [InlineData("public interface IEvents { ValueTask Generic<T>(T value); }")]
    [InlineData("public interface IEvents { ValueTask Four(int a, int b, int c, int d); }")]
    [InlineData("public interface IEvents { ValueTask ByReference(in int a); }")]
    [InlineData("public class IEvents;")]
    public async Task Interface_ThatCannotBeImplemented_LeavesTheGatewayUntypedAndIsReported(string events)
    {
        var run = GeneratorRun.Of($$"""
            {{events}}
            [WebSocketGateway<IEvents>("/chat")] public sealed partial class ChatGateway { [SubscribeMessage("e")] public void Handle() { } }
            """);

        var gateway = Assert.Single(run.Gateways);
        Assert.Null(gateway.Events);
        Assert.Single(gateway.Handlers);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AllAnalyzers.RunAsync(run.Output)).Severity);
    }

    private static CompiledGateway Load(string method) => CompiledGateway.Load($$"""
        namespace Chat;

        public interface IChatEvents
        {
            {{method}}
        }

        [WebSocketGateway<IChatEvents>("/chat")] public sealed partial class ChatGateway;
        """);
}
