using Gateways.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Tests;

/// <summary>The method that registers an assembly's gateways, and the classes that are none.</summary>
public sealed class RegistrationTests
{
    private const string File = "GatewayRegistration.g.cs";

    [Fact]
    public void Gateways_OfAssembly_AreAddedInOrdinalOrder() => Snapshot.Match(GeneratorRun.Of("""
        namespace Chat
        {
            public interface IEvents;
            [WebSocketGateway("/b")] public partial class B;
            [WebSocketGateway<IEvents>("/a")] public partial class A;
            [WebSocketGateway("/lower")] public partial class a2;
        }

        [WebSocketGateway("/global")] public partial class Global;
        """, "My.Chat-App"));

    [Theory]
    [InlineData("Chat", "AddChatGateways(", "class ChatGatewayRegistration")]
    [InlineData("My.App", "AddMyAppGateways(", "class MyAppGatewayRegistration")]
    [InlineData("My-App_2", "AddMyApp_2Gateways(", "class MyApp_2GatewayRegistration")]
    [InlineData("3D.Chat", "Add3DChatGateways(", "class _3DChatGatewayRegistration")]
    public void Method_OfAssembly_BearsItsName(string assemblyName, string method, string type)
    {
        var text = GeneratorRun.Of("[WebSocketGateway(\"/a\")] public partial class A;", assemblyName).Files[File];

        Assert.Contains(method, text, StringComparison.Ordinal);
        Assert.Contains(type, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial class A", "public static class")]
    [InlineData("internal partial class A", "internal static class")]
    [InlineData("partial class A", "internal static class")]
    public void Method_AnyGatewayInternal_IsInternal(string declaration, string expected)
    {
        var run = GeneratorRun.Of($"[WebSocketGateway(\"/a\")] {declaration}; [WebSocketGateway(\"/b\")] public partial class B;");

        Assert.Contains(expected, run.Files[File], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class A;")]
    [InlineData("public abstract partial class A;")]
    [InlineData("public static partial class A;")]
    [InlineData("public partial class A<T>;")]
    [InlineData("public partial record A;")]
    [InlineData("file partial class A;")]
    public Task Gateway_OfUnsupportedShape_GeneratesNothingAndIsReported(string declaration) => AssertRefusedAsync($"[WebSocketGateway(\"/a\")] {declaration}");

    [Theory]
    [InlineData("public class Outer { [WebSocketGateway(\"/a\")] public partial class A; }")]
    [InlineData("public partial class Outer<T> { [WebSocketGateway(\"/a\")] public partial class A; }")]
    [InlineData("public partial class Outer { [WebSocketGateway(\"/a\")] private partial class A; }")]
    [InlineData("public partial class Outer { [WebSocketGateway(\"/a\")] protected partial class A; }")]
    public Task NestedGateway_ThatCannotBeReached_GeneratesNothingAndIsReported(string source) => AssertRefusedAsync(source);

    [Fact]
    public Task Gateway_WithBothAttributes_GeneratesNothingAndIsReported() => AssertRefusedAsync("""
        public interface IEvents;
        [WebSocketGateway("/a"), WebSocketGateway<IEvents>("/b")] public partial class A;
        """);

    [Fact]
    public void Gateways_DifferingInCaseOnly_HaveFilesOfTheirOwn()
    {
        var run = GeneratorRun.Of("namespace N; [WebSocketGateway(\"/a\")] public partial class Chat; [WebSocketGateway(\"/b\")] public partial class CHAT;");

        Assert.Equal([File, "N.CHAT.g.cs", "N.Chat.2.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Gateway_InTwoParts_IsGeneratedOnce()
    {
        var run = GeneratorRun.Of("""
            [WebSocketGateway("/a")] public partial class A { [SubscribeMessage("x")] public void X() { } }
            public partial class A { [SubscribeMessage("y")] public void Y() { } }
            """);

        Assert.Equal(["x", "y"], Assert.Single(run.Gateways).Handlers.Select(handler => handler.EventName));
    }

    private static async Task AssertRefusedAsync(string source)
    {
        var run = GeneratorRun.Of(source);

        Assert.Empty(run.Files);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AllAnalyzers.RunAsync(run.Output)).Severity);
    }
}
